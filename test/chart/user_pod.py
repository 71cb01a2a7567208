"""The pod that KubeSpawner makes of a hub's values, by zero-to-jupyterhub's own jupyterhub_config.py.

    user_pod.py FOLDER RELEASE <VALUES

FOLDER is jupyterhub/files/hub of its chart, VALUES what the chart hands its hub as YAML. Prints the pod of the user ada as JSON.
"""

import asyncio
import json
import os
import sys
from unittest.mock import MagicMock, patch

import yaml
from jupyterhub.objects import Hub
from kubernetes_asyncio.client import ApiClient
from kubespawner import KubeSpawner
from tornado.httpclient import AsyncHTTPClient
from traitlets.config import Config

folder, release = sys.argv[1:]
sys.path.insert(0, folder)
import z2jh  # noqa: E402

# What the hub's pod has in files and variables, and its image as a library.
VALUES = yaml.safe_load(sys.stdin)
NAMES = {"user-scheduler": f"{release}-user-scheduler", "priority": f"{release}-default-priority"}
z2jh._load_config = lambda: VALUES
z2jh._get_config_value = lambda key: NAMES.get(key, key)
z2jh.get_secret_value = lambda key, default="00" * 32: default
AsyncHTTPClient.configure = lambda *_, **__: None
os.environ.update(HUB_SERVICE_PORT="8081", PROXY_API_SERVICE_PORT="8001", POD_NAMESPACE="hub")

# What the config says is for people.
sys.stdout = sys.stderr
config = Config()
path = os.path.join(folder, "jupyterhub_config.py")
with open(path) as file:
    exec(compile(file.read(), path, "exec"), {"get_config": lambda: config, "__file__": path, "__name__": "config"})


async def pod():
    user = MagicMock(escaped_name="ada", url="/user/ada/", settings={})
    user.name = "ada"
    server = MagicMock(server=None, orm_spawner=None)
    server.name = ""
    with patch("kubespawner.spawner.shared_client"), patch("kubespawner.spawner.load_config", MagicMock()):
        spawner = KubeSpawner(
            config=config, user=user, orm_spawner=server, hub=Hub(), api_token="none", oauth_client_id="none", _mock=True
        )
        spawner.user_options = {}
        made = await spawner.get_pod_manifest()
    return json.dumps(ApiClient().sanitize_for_serialization(made))


print(asyncio.run(pod()), file=sys.__stdout__)
