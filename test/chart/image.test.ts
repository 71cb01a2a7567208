import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { it, suite } from 'node:test'
import { load } from 'js-yaml'

const ROOT = join(import.meta.dirname, '../..')
const linesOf = (file: string) => readFileSync(join(ROOT, file), 'utf8').split('\n')

suite('the image', () => {
  const copied = linesOf('Dockerfile')
    .filter((line) => line.startsWith('COPY ') && !line.includes('--from='))
    .flatMap((line) => line.split(/\s+/).slice(1, -1))

  it('what the Dockerfile copies is there, and .dockerignore lets it in', () => {
    const letIn = linesOf('.dockerignore').flatMap((line) => (line.startsWith('!') ? [line.slice(1)] : []))
    assert.deepEqual(new Set(copied), new Set(letIn))
    for (const path of copied) assert.ok(existsSync(join(ROOT, path)), path)
  })

  it('its user is the one that the chart asks for', () => {
    const { podSecurityContext } = load(linesOf('chart/values.yaml').join('\n')) as {
      podSecurityContext: { runAsUser: number; runAsGroup: number }
    }
    const { runAsUser, runAsGroup } = podSecurityContext
    assert.ok(linesOf('Dockerfile').includes(`USER ${runAsUser}:${runAsGroup}`))
  })
})
