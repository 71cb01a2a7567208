import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { loadOf } from '../../../src/domain/cluster/load.ts'

const rules = { preemptibleLabels: ['student', 'both'], omitLabels: ['omit', 'both'], omitNamespaces: ['kube-system'] }
const none = { preemptibleLabels: [], omitLabels: [], omitNamespaces: [] }

describe('what a pod means to its node', () => {
  for (const [what, labels, namespace, by, expected] of [
    ['critical, without labels', {}, 'hub', rules, 'critical'],
    ['critical, with other labels', { app: 'student' }, 'hub', rules, 'critical'],
    ['preemptible by the key, whatever the value', { student: '' }, 'hub', rules, 'preemptible'],
    ['omitted by the key', { omit: 'no' }, 'hub', rules, 'omitted'],
    ['omitted by its namespace', { student: 'yes' }, 'kube-system', rules, 'omitted'],
    ['omitted goes before preemptible', { both: '' }, 'hub', rules, 'omitted'],
    ['a name that objects have anyway is no label', {}, 'hub', { ...rules, omitLabels: ['toString'] }, 'critical'],
    ['empty lists match nothing', { student: '', omit: '', '': '' }, 'kube-system', none, 'critical'],
  ] as const)
    it(what, () => assert.equal(loadOf(labels, namespace, by), expected))
})
