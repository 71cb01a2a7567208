import assert from 'node:assert/strict'
import { it, suite } from 'node:test'
import { loadConfig } from '../../src/config/load.ts'
import { at, container, HELMS, notes, podSpec, type Rendered, render, skipWithoutHelm } from './helm.ts'
import { VALUES } from './values.ts'

const skip = await skipWithoutHelm()

const feedVolume = (deployment: Rendered) =>
  (podSpec(deployment, 'volumes') as readonly { readonly name: string; readonly secret?: object }[]).find(
    ({ name }) => name === 'feed',
  )?.secret

for (const helm of HELMS)
  suite(`helm ${helm}: the feed`, { skip }, () => {
    it('has a token that nobody guesses, mounted and not in the environment', async () => {
      const [first, again] = await Promise.all([1, 2].map(() => render(helm, { values: VALUES })))
      assert.ok(first && again)
      const tokenOf = ({ one }: typeof first) =>
        Buffer.from(String(at(one('Secret', 'hub-warmseats-feed'), 'data', 'token')), 'base64').toString()
      assert.match(tokenOf(first), /^[A-Za-z0-9]{40}$/)
      assert.notEqual(tokenOf(first), tokenOf(again))
      assert.deepEqual(feedVolume(first.one('Deployment')), { secretName: 'hub-warmseats-feed', optional: true })
      assert.doesNotMatch(JSON.stringify(first.one('Deployment')), new RegExp(tokenOf(first)))
    })

    it('takes a Secret of one’s own, and makes none then', async () => {
      const { one, objects } = await render(helm, { values: { ...VALUES, feed: { secretName: 'mine' } } })
      assert.deepEqual(feedVolume(one('Deployment')), { secretName: 'mine', optional: true })
      assert.ok(!objects.some(({ metadata }) => metadata.name.endsWith('-feed')))
      assert.match(await notes(helm, { values: { ...VALUES, feed: { secretName: 'mine' } } }), /get secret mine -o /)
    })

    it('is not there where it is switched off', async () => {
      const values = { ...VALUES, feed: { enabled: false } }
      const { one, objects } = await render(helm, { values })
      assert.ok(!objects.some(({ metadata }) => metadata.name.endsWith('-feed')))
      assert.equal(feedVolume(one('Deployment')), undefined)
      assert.ok(!(container(one('Deployment'), 'args') as string[]).some((arg) => arg.startsWith('--feed-token')))
      assert.doesNotMatch(await notes(helm, { values }), /feed/)
    })

    it('is there where an older release’s values say nothing of it', async () => {
      const { one } = await render(helm, { values: { ...VALUES, feed: null } })
      assert.deepEqual(feedVolume(one('Deployment')), { secretName: 'hub-warmseats-feed', optional: true })
    })

    it('is the chart’s own matter: the controller’s config does not know it', async () => {
      const loaded = loadConfig((await render(helm, { values: VALUES })).config)
      assert.ok(loaded.at === 'good')
      assert.deepEqual(loaded.warnings, [])
    })

    it('the notes say how to read its path, in a command that a shell takes', async () => {
      const said = await notes(helm, { values: VALUES })
      assert.match(
        said,
        /\n {4}kubectl -n jhub get secret hub-warmseats-feed -o go-template='\/feed\/\{\{\.data\.token \| base64decode\}\}\.ics\{\{"\\n"\}\}'\n/,
      )
      assert.match(said, /Whoever has\s+its address can read the titles/)
    })
  })
