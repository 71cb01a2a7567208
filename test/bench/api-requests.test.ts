import assert from 'node:assert/strict'
import { it } from 'node:test'
import { byVerb, perMinute, readRequests } from './api-requests.ts'

const line = (labels: string, value: number) =>
  `apiserver_request_total{${labels},component="apiserver",dry_run="",version="v1"} ${value}`

it("the API server's counters, summed over codes and scopes", () => {
  const text = [
    '# TYPE apiserver_request_total counter',
    line('code="200",group="",resource="pods",scope="cluster",subresource="",verb="LIST"', 3),
    line('code="410",group="",resource="pods",scope="namespace",subresource="",verb="LIST"', 1),
    line('code="200",group="",resource="nodes",scope="resource",subresource="status",verb="PATCH"', 12),
    line('code="200",group="",resource="",scope="",subresource="/metrics",verb="GET"', 2),
    'apiserver_request_terminations_total{code="0",resource="pods",verb="LIST"} 9',
    'etcd_requests_total{operation="get"} 7',
  ].join('\n')
  assert.deepEqual(
    readRequests(text),
    new Map([
      ['LIST pods', 4],
      ['PATCH nodes/status', 12],
      ['GET (none)//metrics', 2],
    ]),
  )
})

it('a rate is of what grew, and scaled to a minute', () => {
  const earlier = new Map([
    ['LIST pods', 4],
    ['PATCH leases', 10],
  ])
  const later = new Map([
    ['LIST pods', 4],
    ['PATCH leases', 12],
    ['GET pods', 1],
  ])
  assert.deepEqual(
    perMinute(earlier, later, 10_000),
    new Map([
      ['PATCH leases', 12],
      ['GET pods', 6],
    ]),
  )
})

it('by verb', () => {
  const requests = new Map([
    ['PATCH leases', 12],
    ['PATCH nodes/status', 3],
    ['GET pods', 1],
  ])
  assert.deepEqual(
    byVerb(requests),
    new Map([
      ['PATCH', 15],
      ['GET', 1],
    ]),
  )
})
