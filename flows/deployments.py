"""The flows as Prefect's own pages offer them: by hand, by the clock, and study by study."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from inspect import getdoc
from typing import Any

from prefect import Flow
from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
from prefect.deployments.runner import RunnerDeployment
from prefect.schedules import Cron, Schedule
from prefect.types.entrypoint import EntrypointType
from prefect.utilities.annotations import freeze

from flows import fielding, recurring, surveys, tending
from flows.schedules import Recurring, build_schedules

BY_HAND = "by-hand"
BY_CLOCK = "by-clock"
BY_AUTOMATION = "by-automation"
TAG = "todenna"
POOL = "todenna"
TENDING = "todenna-tending"  # who looks after runs that broke off must not look after itself
FLOWS = (
    surveys.generate_survey,
    surveys.import_responses,
    surveys.validate_wave,
    surveys.send_digest,
    surveys.validate_study,
    fielding.launch_wave,
    fielding.advance_waves,
    fielding.deliver_mail,
    fielding.purge,
    recurring.field_study,
    recurring.send_digests,
)
BY_STUDY: tuple[Flow[..., Any], ...] = (surveys.validate_wave, surveys.send_digest)
BY_FILE: tuple[Flow[..., Any], ...] = (fielding.launch_wave, surveys.import_responses)
# Times are for the scheduler alone: what is due, our own tables say.
BEATS: tuple[tuple[Flow[..., Any], str, dict[str, bool]], ...] = (
    (fielding.advance_waves, "*/5 * * * *", {}),
    (fielding.deliver_mail, "*/5 * * * *", {}),
    (fielding.purge, "30 3 * * *", {"dry_run": False}),
    (recurring.send_digests, "15 * * * *", {}),
)
# Under these names Prefect's pages show them.
RHYTHMS = {
    "*/5 * * * *": "every-5-minutes",
    "15 * * * *": "every-hour",
    "30 3 * * *": "every-night",
}
# After a night without a server there may be a hundred late beats, of which one is enough.
ONE = ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW)
# So often a run says that it is still there; Prefect takes nothing shorter.
SIGN_OF_LIFE = {"PREFECT_FLOWS_HEARTBEAT_FREQUENCY": "30"}


@dataclass(frozen=True, slots=True)
class Offer:
    """A deployment as it is to be: what, under which name, when, and with which parameters."""

    flow: Flow[..., Any]
    name: str
    schedules: tuple[Schedule, ...] = ()
    parameters: dict[str, Any] = field(default_factory=dict)
    limit: ConcurrencyLimitConfig | None = None
    tags: tuple[str, ...] = (TAG,)
    about: str = ""


async def build_deployments(
    studies: Sequence[Recurring] = (), *, pool: str | None = None
) -> list[RunnerDeployment]:
    """Return a deployment for each flow, for those that beat, and for each study.

    Args:
        studies: those with deployments of their own.
        pool: the work pool whose workers run them; without it whoever serves them does.
    """
    return [await _build(one, pool) for one in offers(studies)]


def offers(studies: Sequence[Recurring] = ()) -> tuple[Offer, ...]:
    """Return all deployments as they are to be: those of all studies, then study by study."""
    return (
        *(Offer(flow, BY_HAND) for flow in FLOWS),
        *(_beat(*one) for one in BEATS),
        Offer(tending.tend_run, BY_AUTOMATION, tags=(TENDING,)),
        *(offer for study in studies for offer in _of_study(study)),
    )


def what_it_does(flow: Flow[..., Any]) -> str:
    """Return what a flow does, as its author told it, without its parameters."""
    told = getdoc(flow.fn) or ""
    return told.partition("\nArgs:")[0].strip()


def study_tag(study: str) -> str:
    """Return the tag of the deployments of a study.

    >>> study_tag("shop")
    'study:shop'
    """
    return f"study:{study}"


def _beat(flow: Flow[..., Any], cron: str, parameters: dict[str, bool]) -> Offer:
    schedule = Cron(cron, timezone="UTC", slug=RHYTHMS[cron])
    return Offer(flow, BY_CLOCK, (schedule,), dict(parameters), limit=ONE)


def _of_study(study: Recurring) -> Iterator[Offer]:
    tags = (TAG, study_tag(study.study))
    named = {"study": freeze(study.study)}
    filed = {"study_file": str(study.path)}
    about = f"**{study.title}**\n\n{study.rhythm}"
    yield Offer(
        recurring.field_study, study.study, build_schedules(study.document), named, ONE, tags, about
    )
    for flow in BY_STUDY:
        yield Offer(flow, study.study, parameters=dict(named), tags=tags, about=about)
    for begun in BY_FILE:
        yield Offer(begun, study.study, parameters=dict(filed), tags=tags, about=about)


async def _build(offer: Offer, pool: str | None) -> RunnerDeployment:
    where: dict[str, Any] = {}
    if pool is not None:
        where = {
            "work_pool_name": pool,
            "entrypoint_type": EntrypointType.MODULE_PATH,
            "job_variables": {"env": SIGN_OF_LIFE},
        }
    deployment = await offer.flow.ato_deployment(
        offer.name,
        schedules=list(offer.schedules),
        parameters=offer.parameters,
        concurrency_limit=offer.limit,
        description="\n\n".join(part for part in (offer.about, what_it_does(offer.flow)) if part),
        tags=list(offer.tags),
        **where,
    )
    for name, shown in deployment._parameter_openapi_schema.properties.items():  # noqa: SLF001 (there is no other way to name a field of the form)
        shown["title"] = name.replace("_", " ").capitalize()
    return deployment
