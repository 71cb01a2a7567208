import assert from 'node:assert/strict'
import { it } from 'node:test'
import { settingsInForce } from '../../../src/commands/scale/settings.ts'

const inForce = (key: string, ...[environment, values]: Parameters<typeof settingsInForce>) =>
  settingsInForce(environment, values).find((one) => one.key === key)

it('what counts is said with where it comes from: environment, config, or the band of data-8', () => {
  assert.deepEqual(inForce('maxUtilization', {}, {}), { key: 'maxUtilization', value: '0.85', from: 'default' })
  assert.deepEqual(inForce('maxUtilization', {}, { maxUtilization: 0.9 }), {
    ...{ key: 'maxUtilization', value: '0.9', from: 'config' },
  })
  assert.deepEqual(inForce('minNodes', { MIN_NODES: '2' }, { minNodes: 4 }), {
    ...{ key: 'minNodes', value: '2', from: 'MIN_NODES' },
  })
  assert.deepEqual(inForce('enabled', {}, { enabled: true }), undefined)
})
