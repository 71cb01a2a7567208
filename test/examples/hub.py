"""A hub for one question: loads the example as JupyterHub would and prints as JSON what it does.

Argument: JSON {config, spawner: "kubespawner" | "plain", do: "form" | "options" | "pod", user, image, options}.
`kubespawner` is the real one, before no cluster; `plain` has only what the example reads, for a Python without it.
"""

import asyncio
import json
import logging
import sys
from types import SimpleNamespace


class Lines(logging.Handler):
    def __init__(self):
        super().__init__()
        self.lines = []

    def emit(self, record):
        self.lines.append(record.getMessage())


def load(path):
    """The config's KubeSpawner section."""
    section = SimpleNamespace()
    with open(path) as file:
        exec(compile(file.read(), path, "exec"), {"get_config": lambda: SimpleNamespace(KubeSpawner=section)})
    return section


class PlainClient:
    """Of objects with attributes in camelCase, as they are sent."""

    def sanitize_for_serialization(self, value):
        if isinstance(value, SimpleNamespace):
            value = vars(value)
        if isinstance(value, dict):
            return {key: self.sanitize_for_serialization(one) for key, one in value.items() if one is not None}
        return [self.sanitize_for_serialization(one) for one in value] if isinstance(value, list) else value

    def deserialize(self, response, kind):
        assert kind == "V1Pod"
        pod = json.loads(response.data, object_hook=lambda found: SimpleNamespace(**found))
        pod.metadata.annotations = vars(pod.metadata.annotations)
        return pod


def plain_spawner(asked):
    spawner = SimpleNamespace(
        user=SimpleNamespace(name=asked["user"]),
        user_options=asked["options"],
        image=asked["image"],
        namespace="users",
        mem_guarantee=2**30,
        mem_limit=None,
        cpu_guarantee=0.5,
        cpu_limit=None,
        node_selector={},
        tolerations=[],
        node_affinity_required=[],
        api=SimpleNamespace(api_client=PlainClient()),
    )
    container = SimpleNamespace(name="notebook", image=asked["image"], env=[], resources=SimpleNamespace())
    metadata = SimpleNamespace(name="jupyter", labels={}, annotations={"hub.jupyter.org/username": asked["user"]})
    pod = SimpleNamespace(kind="Pod", metadata=metadata, spec=SimpleNamespace(containers=[container]))

    async def manifest():
        return pod

    spawner.get_pod_manifest = manifest
    return spawner


def kube_spawner(asked):
    from jupyterhub.objects import Hub, Server
    from kubernetes_asyncio.client import ApiClient
    from kubespawner import KubeSpawner

    hub = Hub(public_host="", base_url="/hub/", ip="hub", port=8081)
    spawner = KubeSpawner(
        _mock=True,
        hub=hub,
        user=SimpleNamespace(name=asked["user"], id=1, url="/user/", server=Server(), escaped_name=asked["user"]),
    )
    spawner.user_options = asked["options"]
    spawner.image = asked["image"]
    spawner.namespace = "users"
    spawner.mem_guarantee = "1G"
    spawner.cpu_guarantee = 0.5
    spawner.cmd = ["jupyterhub-singleuser"]
    spawner.api_token = "secret"
    spawner.api = SimpleNamespace(api_client=ApiClient())
    return spawner


async def main(asked):
    config = load(asked["config"])
    if asked["do"] == "options":
        return config.options_from_form(asked["options"]), []
    spawner = (kube_spawner if asked["spawner"] == "kubespawner" else plain_spawner)(asked)
    log = logging.Logger("hub")
    lines = Lines()
    log.addHandler(lines)
    spawner.log = log
    client = spawner.api.api_client
    try:
        if asked["do"] == "form":
            return await config.options_form(spawner), lines.lines
        pod = await config.modify_pod_hook(spawner, await spawner.get_pod_manifest())
        return client.sanitize_for_serialization(pod), lines.lines
    except RuntimeError as error:
        return {"refused": getattr(error, "jupyterhub_message", str(error))}, lines.lines
    finally:
        if hasattr(client, "close"):
            await client.close()


result, said = asyncio.run(main(json.loads(sys.argv[1])))
print(json.dumps({"result": result, "log": said}))
