"""Ask a Prefect server what it has, until it has what is waited for."""

import time
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from threading import Event
from typing import Any

import httpx

Json = dict[str, Any]
PATIENCE = 240.0


class PrefectApi:
    """What a server says over its own interface.

    Args:
        address: where it is.
    """

    def __init__(self, address: str) -> None:
        self._client = httpx.Client(base_url=address, trust_env=False, timeout=30)

    def deployment(self, name: str) -> Json:
        """Return a deployment by the names of flow and deployment."""
        return self._read("GET", f"/deployments/name/{name}")

    def run(self, run: str) -> Json:
        """Return a run by its id."""
        return self._read("GET", f"/flow_runs/{run}")

    def find(self, deployment: str) -> Json:
        """Return a deployment by its flow and name; nothing while there is none."""
        answer = self._client.get(f"/deployments/name/{deployment}")
        return dict(answer.json()) if answer.is_success else {}

    def runs(self, deployment: str) -> list[Json]:
        """Return the runs of a deployment."""
        only = {"deployments": {"id": {"any_": [self.deployment(deployment)["id"]]}}}
        return self._list("/flow_runs/filter", only)

    def start(
        self, deployment: str, parameters: Mapping[str, object], *, due: datetime | None = None
    ) -> str:
        """Start a run, perhaps one that was due before, and return its id."""
        state: Json = {"type": "SCHEDULED"}
        if due is not None:
            state["state_details"] = {"scheduled_time": due.isoformat()}
        made = self._read(
            "POST",
            f"/deployments/{self.deployment(deployment)['id']}/create_flow_run",
            {"parameters": dict(parameters), "state": state},
        )
        return str(made["id"])

    def move(self, deployment: str, pool: str) -> None:
        """Give the runs of a deployment to a new pool, which has no workers."""
        self._read("POST", "/work_pools/", {"name": pool, "type": "process"})
        path = f"/deployments/{self.deployment(deployment)['id']}"
        answer = self._client.patch(path, json={"work_pool_name": pool})
        assert answer.is_success, f"{path}: {answer.status_code} {answer.text}"

    def states(self, run: str) -> list[str]:
        """Return the names of the states that a run was in, the first one first."""
        listed = self._list("/flow_run_states/", {"flow_run_id": run}, method="GET")
        return [one["name"] for one in sorted(listed, key=lambda one: str(one["timestamp"]))]

    def automations(self) -> list[Json]:
        """Return all automations."""
        return self._list("/automations/filter", {})

    def artifacts(self) -> list[Json]:
        """Return all artifacts."""
        return self._list("/artifacts/filter", {})

    def await_state(self, run: str, names: Sequence[str], patience: float = PATIENCE) -> Json:
        """Return a run as soon as it is in one of the states."""

        def there() -> Json | None:
            found = self.run(run)
            return found if found["state_name"] in names else None

        found: Json = until(there, patience, lambda: f"{names}: found {self.states(run)}")
        return found

    def _read(self, method: str, path: str, content: Json | None = None) -> Json:
        answer = self._client.request(method, path, json=content)
        assert answer.is_success, f"{method} {path}: {answer.status_code} {answer.text}"
        return dict(answer.json())

    def _list(self, path: str, content: Json, method: str = "POST") -> list[Json]:
        if method == "GET":
            answer = self._client.get(path, params=content)
        else:
            answer = self._client.post(path, json=content)
        assert answer.is_success, f"{path}: {answer.status_code} {answer.text}"
        return list(answer.json())


def until(
    there: Callable[[], Any], patience: float = PATIENCE, said: Callable[[], str] = str
) -> Any:  # noqa: ANN401 (whatever is waited for)
    """Return what a function returns as soon as that is something, or fail after a while."""
    deadline = time.monotonic() + patience
    while not (found := there()):
        assert time.monotonic() < deadline, f"after {patience:.0f} s still not there: {said()}"
        Event().wait(0.25)  # a server can only be asked again
    return found
