import assert from 'node:assert/strict'
import { it } from 'node:test'
import { bytesOf } from './kubespawner.ts'

it('a size of JupyterHub is in powers of 1024', () => {
  for (const [size, bytes] of [
    ['1024', 1024],
    ['512M', 512 * 2 ** 20],
    ['2G', 2 * 2 ** 30],
    ['1.5G', 1.5 * 2 ** 30],
    ['1T', 2 ** 40],
  ] as const)
    assert.equal(bytesOf(size), bytes, size)
})

it('one of Kubernetes is none to it', () => {
  for (const size of ['2Gi', 'much', '']) assert.throws(() => bytesOf(size), /is no size to JupyterHub/)
})
