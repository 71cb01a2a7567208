import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { OLDEST_MINOR, versionExamined } from '../../../src/domain/doctor/api-version.ts'
import { only, told } from './support.ts'

describe('the version of Kubernetes', () => {
  for (const version of ['v1.27.0', 'v1.36.3', 'v1.33.4-gke.1172000', 'v1.30.14-eks-1234'])
    it(`${version} is one that it runs on`, () => assert.deepEqual(told(versionExamined(version)), []))
  it('an older one is not', () =>
    assert.match(
      only(versionExamined('v1.26.15')),
      /^broken Kubernetes: Kubernetes v1\.26\.15 is older than 1\.27: .* → upgrade the control plane to 1\.27 or newer$/,
    ))
  it('one that is not understood is not called well', () => {
    const { well, unchecked } = versionExamined('unknown')
    assert.deepEqual([well, unchecked.length], [[], 1])
  })
  it('is the one that the chart asks for', () => {
    const chart = readFileSync(join(import.meta.dirname, '../../../chart/Chart.yaml'), 'utf8')
    assert.match(chart, new RegExp(`^kubeVersion: ">=1\\.${OLDEST_MINOR}\\.0-0"$`, 'm'))
  })
})
