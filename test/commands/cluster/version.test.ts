import assert from 'node:assert/strict'
import { it } from 'node:test'
import { version } from '../../../src/commands/cluster/version.ts'
import { fakeApi } from '../../kubernetes/support/fake-api.ts'
import { answering, controller, kubeconfigOf } from './kubeconfig.ts'

const said = async (items: readonly object[], options: object = {}) => {
  await using api = await fakeApi()
  using files = kubeconfigOf(api)
  api.serve(answering(items))
  return await version('1.2.0', { kubeconfig: files.kubeconfig, output: 'text', ...options })
}

it('the program, and the controller of the namespace', async () => {
  const { text, unread } = await said([controller('1.2.0')])
  assert.deepEqual(text.split('\n'), [
    'program     1.2.0',
    'controller  1.2.0 (deployment warmseats in jhub: 1 of 2 ready, warmseats:1.2.0)',
  ])
  assert.deepEqual(unread, [])
})

it('another version is said to be one', async () =>
  assert.match(
    (await said([controller('1.1.0')])).text,
    /controller {2}1\.1\.0 .*\n +another version than this program/,
  ))

it('no controller is no fault', async () =>
  assert.equal((await said([])).text, 'program     1.2.0\ncontroller  none in namespace jhub (-n)'))

it('for programs', async () => {
  const { program, controller: its } = JSON.parse((await said([controller('1.2.0')], { output: 'json' })).text)
  assert.deepEqual([program, its.version, its.ready], ['1.2.0', '1.2.0', 1])
})

it('a cluster that does not answer costs its half alone', async () => {
  const { text, unread } = await version('1.2.0', { kubeconfig: '/no/such/file', output: 'text' })
  assert.deepEqual([text, unread], ['program     1.2.0', ['no kubeconfig at /no/such/file']])
})

it('asked of the program alone, no cluster is', async () =>
  assert.deepEqual(await version('1.2.0', { client: true, kubeconfig: '/no/such/file', output: 'text' }), {
    text: 'program     1.2.0',
    unread: [],
  }))
