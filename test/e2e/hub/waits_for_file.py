"""Servers begin once a file is gone: WARMSEATS_TEST_HOLD is its path. What a volume or a hook of a campus may take, at will."""

import asyncio
import os


async def held(_spawner):
    while os.path.exists(os.environ["WARMSEATS_TEST_HOLD"]):
        await asyncio.sleep(0.2)


c.KubeSpawner.pre_spawn_hook = held  # noqa: F821
