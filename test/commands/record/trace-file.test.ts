import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { it } from 'node:test'
import { openTrace } from '../../../src/commands/record/trace-file.ts'
import { folder } from '../../kubernetes/support/kubeconfig.ts'
import { visit } from '../../recording/support.ts'
import { at } from '../../support/time.ts'

const HEADER = 'time,user,pool,cpu,memory,stay'
const nowhere = () => assert.fail('into the file')

it('without a file lines are printed as they come', async () => {
  let printed = ''
  const trace = await openTrace(undefined, (text) => {
    printed += text
  })
  trace.began([visit('08:00')], at('09:00'))
  trace.ended([visit('09:00', { endedMs: at('09:10') })])
  trace.over([visit('08:00')], at('10:00'))
  assert.deepEqual(printed.split('\n'), [
    HEADER,
    '# recorded from 2026-03-24T09:00:00Z',
    '2026-03-24T09:00:00Z,v1,user,200m,2Gi,600',
    '2026-03-24T08:00:00Z,v2,user,200m,2Gi,',
    '# recorded until 2026-03-24T10:00:00Z',
    '',
  ])
  assert.equal(trace.visits, 2)
})

it('a file is gone on with: one header, and who is still there once', async () => {
  using files = folder()
  const file = `${files.path}/trace.csv`
  const first = await openTrace(file, nowhere)
  first.began([visit('08:00')], at('09:00'))
  first.over([visit('08:00'), visit('09:30')], at('10:00'))
  first.close()
  const second = await openTrace(file, nowhere)
  second.began([visit('08:00')], at('11:00'))
  second.ended([visit('08:00', { endedMs: at('11:30') })])
  second.over([], at('12:00'))
  second.close()
  assert.deepEqual(readFileSync(file, 'utf8').split('\n'), [
    HEADER,
    '# recorded from 2026-03-24T09:00:00Z',
    '2026-03-24T09:30:00Z,v2,user,200m,2Gi,1800',
    '# recorded until 2026-03-24T10:00:00Z',
    '# recorded from 2026-03-24T11:00:00Z',
    '2026-03-24T08:00:00Z,v3,user,200m,2Gi,12600',
    '# recorded until 2026-03-24T12:00:00Z',
    '',
  ])
  assert.equal(second.visits, 2)
})

it('before it begins, what an earlier recording left stays as it is', async () => {
  using files = folder()
  const text = `${HEADER}\n2026-03-24T08:00:00Z,v1,user,200m,2Gi,\n# recorded until 2026-03-24T10:00:00Z\n`
  const file = files.write('trace.csv', text)
  const trace = await openTrace(file, nowhere)
  trace.close()
  assert.equal(readFileSync(file, 'utf8'), text)
})

it('another file is refused, and left as it is', async () => {
  using files = folder()
  const file = files.write('values.yaml', 'nodePools: {}\n')
  await assert.rejects(openTrace(file, nowhere), /^InputError: .*values\.yaml is no trace, and is left as it is/)
  assert.equal(readFileSync(file, 'utf8'), 'nodePools: {}\n')
  await assert.rejects(openTrace(`${files.path}/none/trace.csv`, nowhere), /^InputError: cannot write .*no folder/)
})

it('a disk that is full ends it, and says what is good', async () => {
  const trace = await openTrace('/dev/full', nowhere)
  assert.throws(
    () => trace.ended([visit('09:00')]),
    /^Unfinished: cannot write \/dev\/full: ENOSPC.*; what is in it is good/,
  )
  trace.close()
})
