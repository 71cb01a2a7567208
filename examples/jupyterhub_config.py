"""Warmseats' singleuser profiles in JupyterHub: the hub asks for each pod, and users choose size and image.

For KubeSpawner; with zero-to-jupyterhub this goes into `hub.extraConfig`, see docs/profiles.md for the way from the hub's
pod to Warmseats. When Warmseats does not answer, servers start without it and the hub's log says why. Where its webhook
patches the pods, `modify_pod` may end before it asks: applied twice is applied once.
"""

import asyncio
import http.client
import json
import os
import ssl
import urllib.error
import urllib.request
from html import escape
from types import SimpleNamespace

# The Service of the release; its CA, out of the ConfigMap `warmseats-ca`; the token for Warmseats that Kubernetes gives to the
# hub's pod, and renews: not the one for the API server that each pod has.
URL = os.environ.get("WARMSEATS_URL", "https://warmseats.jupyterhub.svc")
CA = os.environ.get("WARMSEATS_CA", "/etc/warmseats/ca.crt")
TOKEN = os.environ.get("WARMSEATS_TOKEN", "/etc/warmseats/token")
TIMEOUT_SECONDS = 5

SIZE_ANNOTATION = "warmseats.io/size"


def call(path, body):
    """One request. CA and token are read each time, because both are renewed; a proxy for the internet is passed by."""
    with open(TOKEN) as file:
        headers = {"Authorization": f"Bearer {file.read().strip()}", "Content-Type": "application/json"}
    data = None if body is None else json.dumps(body).encode()
    https = urllib.request.HTTPSHandler(context=ssl.create_default_context(cafile=CA))
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), https)
    with opener.open(urllib.request.Request(URL + path, data, headers), timeout=TIMEOUT_SECONDS) as answer:
        return json.load(answer)


async def ask(spawner, path, body=None):
    """What Warmseats answers; None where it does not. Raises only where a user's server may not start."""
    try:
        # The time-out of a socket knows neither slow names nor slow answers.
        return await asyncio.wait_for(asyncio.to_thread(call, path, body), TIMEOUT_SECONDS)
    except urllib.error.HTTPError as error:
        said = error.read().decode(errors="replace")
        if error.code == 422:
            refusal = RuntimeError(f"Warmseats: {said}")
            refusal.jupyterhub_message = "; ".join(problem["text"] for problem in json.loads(said)["problems"])
            raise refusal from None
        spawner.log.warning("Warmseats refused %s: %s %s", path, error.code, said)
    except (OSError, asyncio.TimeoutError, http.client.HTTPException, ValueError) as error:
        spawner.log.warning("Warmseats did not answer %s: %s", path, str(error) or "not in time")
    return None


async def modify_pod(spawner, pod):
    """Gives the pod what was chosen, and what the profiles say."""
    size, image = spawner.user_options.get("size"), spawner.user_options.get("image")
    if size:
        pod.metadata.annotations = {**(pod.metadata.annotations or {}), SIZE_ANNOTATION: size}
    if image:
        # Options also come through the hub's API, with whatever image: only those that are offered count.
        if image in [one["image"] for one in await images_of(spawner)]:
            pod.spec.containers[0].image = image
        else:
            spawner.log.warning("Warmseats does not offer the image %s: the hub's own is taken", image)
    client = spawner.api.api_client
    body = {
        "pod": client.sanitize_for_serialization(pod),
        "user": spawner.user.name,
        "namespace": spawner.namespace,
    }
    answer = await ask(spawner, "/profiles/apply", body)
    if answer is None:
        return pod
    for problem in answer["problems"]:
        spawner.log.warning("Profiles of %s: %s: %s", spawner.user.name, problem["where"], problem["text"])
    return client.deserialize(SimpleNamespace(data=json.dumps(answer["pod"])), "V1Pod")


async def options_form(spawner):
    """Sizes and images as two lists. Without an answer there is no form, and the server starts."""
    images = await images_of(spawner) or [{"image": spawner.image, "title": spawner.image}]
    images.sort(key=lambda one: one["image"] != spawner.image)  # the hub's own comes first
    whose = {"user": spawner.user.name, "namespace": spawner.namespace}
    bodies = [{"pod": plain_pod(spawner, one["image"]), **whose} for one in images]
    answers = await asyncio.gather(*(ask(spawner, "/profiles/sizes", body) for body in bodies))
    if None in answers:
        return ""
    lists = "".join(
        f'<select name="size" class="form-control form-select" aria-label="Size" data-image="{escape(one["image"])}"'
        f'{" hidden disabled" if place else ""}>{options((size["name"], say(size)) for size in answer["sizes"])}</select>'
        for place, (one, answer) in enumerate(zip(images, answers))
    )
    sizes = f'<div class="form-group mb-3"><label>Size</label>{lists}</div>'
    if len(images) == 1:
        return sizes
    choices = options((one["image"], one["title"]) for one in images)
    return (
        '<div class="form-group mb-3"><label for="warmseats-image">Image</label>'
        f'<select id="warmseats-image" name="image" class="form-control form-select">{choices}</select></div>'
        f"{sizes}<script>{SHOW_SIZES_OF_IMAGE}</script>"
    )


# What a size gives depends on the image: each image has a list of its own, and only the one that is shown is sent.
SHOW_SIZES_OF_IMAGE = """{
  const image = document.getElementById('warmseats-image')
  const show = () => {
    for (const sizes of document.querySelectorAll('select[data-image]'))
      sizes.hidden = sizes.disabled = sizes.dataset.image !== image.value
  }
  image.addEventListener('change', show)
  show()
}"""


def options_from_form(form):
    return {name: form[name][0] for name in ("size", "image") if form.get(name)}


async def images_of(spawner):
    answer = await ask(spawner, "/profiles/images")
    return answer["images"] if answer else []


def plain_pod(spawner, image):
    """As much of the pod as decides what it gets and where it has room."""
    amounts = {
        "requests": {"memory": spawner.mem_guarantee, "cpu": spawner.cpu_guarantee},
        "limits": {"memory": spawner.mem_limit, "cpu": spawner.cpu_limit},
    }
    resources = {
        kind: {name: quantity(name, amount) for name, amount in given.items() if amount}
        for kind, given in amounts.items()
    }
    spec = {
        "containers": [{"name": "notebook", "image": image, "resources": resources}],
        "nodeSelector": spawner.node_selector,
        "tolerations": spawner.tolerations,
    }
    if spawner.node_affinity_required:
        terms = {"nodeSelectorTerms": spawner.node_affinity_required}
        spec["affinity"] = {"nodeAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": terms}}
    pod = {"apiVersion": "v1", "kind": "Pod", "metadata": {}, "spec": spec}
    return spawner.api.api_client.sanitize_for_serialization(pod)


def quantity(name, amount):
    """The hub counts memory in bytes and CPU in cores."""
    if name == "cpu":
        return str(amount)
    return f"{amount / 2**30:g}Gi" if amount % 2**28 == 0 else str(amount)


def say(size):
    """`Small: 1 CPU, 1Gi to 2Gi memory (warm now)`"""
    requests, limits = size.get("requests", {}), size.get("limits", {})
    parts = []
    for name, unit in (("cpu", "CPU"), ("memory", "memory")):
        least, most = requests.get(name), limits.get(name)
        if least or most:
            parts.append(f"{least} to {most} {unit}" if least and most and least != most else f"{most or least} {unit}")
    if size["gpu"]:
        parts.append(f'{size["gpu"]} GPU')
    soon = f' ({size["soon"]["text"]})' if size["soon"]["text"] else ""
    return size["name"] + (": " if parts else "") + ", ".join(parts) + soon


def options(choices):
    return "".join(f'<option value="{escape(value)}">{escape(text)}</option>' for value, text in choices)


c = get_config()  # noqa: F821
c.KubeSpawner.modify_pod_hook = modify_pod
c.KubeSpawner.options_form = options_form
c.KubeSpawner.options_from_form = options_from_form
