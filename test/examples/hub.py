"""A hub that is asked questions: loads the example as JupyterHub would, anew each time, and prints as JSON what it does.

Each line of stdin: JSON {config, env, do: "form" | "options" | "pod", user, image, options}. The spawner is the real KubeSpawner, before no
cluster.
"""

import asyncio
import json
import logging
import os
import sys
from types import SimpleNamespace

from jupyterhub.objects import Hub, Server
from kubernetes_asyncio.client import ApiClient
from kubespawner import KubeSpawner


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


def kube_spawner(asked):
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
    spawner = kube_spawner(asked)
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
        await client.close()


for line in sys.stdin:
    question = json.loads(line)
    os.environ.update(question["env"])
    result, said = asyncio.run(main(question))
    print(json.dumps({"result": result, "log": said}), flush=True)
