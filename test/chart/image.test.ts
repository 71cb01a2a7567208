import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
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

suite('the workflows', () => {
  const folder = join(ROOT, '.github/workflows')
  for (const name of readdirSync(folder))
    it(`${name} is YAML, and may write nothing unless a job says so`, () => {
      const workflow = load(readFileSync(join(folder, name), 'utf8')) as { permissions?: object; jobs?: object }
      assert.deepEqual(workflow.permissions, { contents: 'read' })
      assert.ok(Object.keys(workflow.jobs ?? {}).length > 0)
    })
})
