import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { anchorOf } from '../../site/anchors.ts'

describe('the anchor of a heading', () => {
  for (const [heading, anchor] of [
    ['What survives a restart', 'what-survives-a-restart'],
    ['Rehearse: `warmseats simulate`', 'rehearse-warmseats-simulate'],
    ['The week ahead: does it fit?', 'the-week-ahead-does-it-fit'],
    ['The memory’s ConfigMap', 'the-memorys-configmap'],
    ['Étudiants, 受講者', 'étudiants-受講者'],
  ] as const)
    it(`of «${heading}» is #${anchor}`, () => assert.equal(anchorOf(heading), anchor))
})
