import assert from 'node:assert/strict'
import { it } from 'node:test'
import { fullName } from '../../../src/domain/images/names.ts'

const DIGEST = 'sha256:4bc453b53cb3d914b45f4b250294236adba2c0e09ff6f03793949e7e39fd4cc1'

const table: readonly (readonly [written: string, full: string])[] = [
  ['busybox', 'docker.io/library/busybox:latest'],
  ['jupyter/scipy-notebook:2026', 'docker.io/jupyter/scipy-notebook:2026'],
  ['quay.io/jupyter/scipy-notebook:2026', 'quay.io/jupyter/scipy-notebook:2026'],
  ['localhost/own', 'localhost/own:latest'],
  ['registry:5000/own', 'registry:5000/own:latest'],
  ['registry:5000/own:1', 'registry:5000/own:1'],
  [`quay.io/own:1@${DIGEST}`, `quay.io/own@${DIGEST}`],
  [`quay.io/own@${DIGEST}`, `quay.io/own@${DIGEST}`],
]
for (const [written, full] of table)
  it(`${written} is ${full}, which is so already`, () => {
    assert.equal(fullName(written), full)
    assert.equal(fullName(full), full)
  })
