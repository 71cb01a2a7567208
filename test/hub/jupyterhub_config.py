"""What a hub of the tests needs of Python: the names that the cluster's DNS would know, and the configuration under test.

Everything else is in jupyterhub_config.json beside it. Environment: WARMSEATS_TEST_HUB, JSON {names: {host: address}, config}.
"""

import json
import os
import socket

asked = json.loads(os.environ["WARMSEATS_TEST_HUB"])
resolve = socket.getaddrinfo


def resolve_as_in_cluster(host, *args, **more):
    return resolve(asked["names"].get(host, host), *args, **more)


socket.getaddrinfo = resolve_as_in_cluster

if "config" in asked:
    load_subconfig(asked["config"])  # noqa: F821
