"""Start a flow as `python -m flows run NAME key=value …`, or the demo as `python -m flows demo`."""

import asyncio
import sys
from collections.abc import Callable, Coroutine, Mapping, Sequence
from pathlib import Path
from typing import Any

from flows.environment import prepare_environment
from flows.logs import tell_once
from validation.errors import TodennaError

USAGE = """usage: python -m flows COMMAND

  list                       the flows and their parameters
  run NAME key=value …       one flow, such as: run validate-wave study=shop wave=1
  serve [STUDY.yaml …]       offer the flows on the pages of a running Prefect server, and run
                             what is started there: for one machine
  deploy [STUDY.yaml …]      offer them to the workers of a pool instead: for several machines
                             (--pool NAME, --prune, --lost-after and --late-after SECONDS)
  project                    print prefect.yaml, for `prefect deploy --all`
  relay                      tell a Prefect server of events as they come, until stopped
  demo [FOLDER]              the examples, on a Prefect server of their own"""
Flows = Mapping[str, Callable[..., Coroutine[Any, Any, Any]]]


def main(arguments: Sequence[str]) -> int:
    """Run one of the commands and return its exit code."""
    commands = {
        "list": list_flows,
        "run": run_flow,
        "serve": serve_flows,
        "deploy": deploy_flows,
        "project": print_project,
        "relay": relay_events,
        "demo": run_demo,
    }
    if not arguments or arguments[0] not in commands:
        print(USAGE)
        return 2
    prepare_environment(own=arguments[0] == "demo")
    try:
        return commands[arguments[0]](arguments[1:])
    except TodennaError as error:
        print(error, file=sys.stderr)
        return 1


def list_flows(_: Sequence[str]) -> int:
    """Print each flow with what it does and its parameters."""
    for name, flow in _flows().items():
        print(f"{name}: {str(flow.__doc__).splitlines()[0]}")
        print(f"    {' '.join(f'{key}=…' for key in _parameters(flow))}")
    return 0


def run_flow(arguments: Sequence[str]) -> int:
    """Run the flow that the first argument names with the parameters that follow."""
    flows = _flows()
    name, *given = arguments or [""]
    if name not in flows:
        raise TodennaError(f"flow {name!r}: found no such flow, must be one of {', '.join(flows)}.")
    parameters = dict(_parameter(one, _parameters(flows[name])) for one in given)
    tell_once()
    print(asyncio.run(flows[name](**parameters)))
    return 0


def serve_flows(arguments: Sequence[str]) -> int:
    """Offer the flows on a Prefect server's pages, and run what is started there, until stopped."""
    from flows.deploying import serve  # noqa: PLC0415 (Prefect reads its environment when loaded)

    asyncio.run(serve([Path(one) for one in arguments]))
    return 0


def deploy_flows(arguments: Sequence[str]) -> int:
    """Register the flows with a Prefect server for the workers of a pool, and say what there is."""
    from flows.deploying import (  # noqa: PLC0415 (Prefect reads its environment when loaded)
        build_parser,
        deploy,
        wanted_of,
    )

    deployed = asyncio.run(deploy(wanted_of(build_parser().parse_args(arguments))))
    print("\n".join(deployed.lines()))
    return 0


def print_project(_: Sequence[str]) -> int:
    """Print the file from which Prefect's own command registers what all studies share."""
    from flows.project import write_project  # noqa: PLC0415 (Prefect reads its environment when loaded)

    print(write_project(), end="")
    return 0


def relay_events(_: Sequence[str]) -> int:
    """Tell a Prefect server of events as they come, until stopped."""
    from flows.relaying import (  # noqa: PLC0415 (Prefect reads its environment when loaded)
        keep_relaying,
    )

    asyncio.run(keep_relaying())
    return 0


def run_demo(arguments: Sequence[str]) -> int:
    """Run the whole way on both examples and print what came of it."""
    from flows.demo import show_examples  # noqa: PLC0415 (Prefect reads its environment when loaded)

    return asyncio.run(show_examples(Path(*arguments[:1] or ["examples"])))


def _flows() -> Flows:
    from flows.deployments import FLOWS  # noqa: PLC0415 (Prefect reads its environment when loaded)

    return {flow.name: flow for flow in FLOWS}


def _parameters(flow: Any) -> list[str]:  # noqa: ANN401 (a Prefect flow)
    return list(flow.parameters.properties)


def _parameter(given: str, known: Sequence[str]) -> tuple[str, str]:
    key, equals, value = given.partition("=")
    if not equals or key not in known:
        message = f"{given!r}: found no parameter, must be one of {', '.join(known)}."
        raise TodennaError(f"{message} Write key=value.")
    return key, value


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
