import assert from 'node:assert/strict'
import { it } from 'node:test'
import { dump, load } from 'js-yaml'
import { mergeProfiles } from '../../src/domain/profiles/merging/merge.ts'
import { readProfileFile } from '../../src/domain/profiles/reading/read-file.ts'
import { readObjects } from '../../src/domain/profiles/services/objects.ts'
import { readReturned } from '../../src/domain/profiles/services/returned.ts'
import { renderTemplate } from '../../src/domain/profiles/services/template.ts'
import { engine } from '../support/services/work.ts'
import { between, keeps, read } from './support.ts'

const DOC = 'docs/profiles.md'
const TEMPLATES = 'examples/services/spark-templates.yaml'

it('docs/profiles.md shows the template of a service, and what becomes of it', () => {
  const templates = load(read(TEMPLATES)) as { metadata: { name: string }; data: Readonly<Record<string, string>> }
  const { set } = readProfileFile(read('examples/profiles/spark.yaml'), 'spark.yaml')
  const merged = mergeProfiles(set, { user: 'ada', image: 'spark-notebook:3.6' })
  const service = merged.services.get('spark')?.value
  const [resource] = service?.resources ?? []
  assert.ok(service && resource)
  assert.equal(resource.name, templates.metadata.name)
  const rendering = renderTemplate(
    templates.data[resource.path] ?? '',
    { ...service.configuration, user: 'ada' },
    engine,
  )
  assert.ok(rendering.at === 'rendered', JSON.stringify(rendering))
  const reading = readObjects(rendering.text, { user: 'ada', namespace: 'hub', labels: service.labels })
  assert.ok(reading.at === 'read', JSON.stringify(reading))
  assert.deepEqual(readReturned(reading.objects, service.return.SPARK_CLUSTER ?? ''), {
    at: 'found',
    value: 'spark-ada',
  })

  keeps(DOC, (doc) => between(doc, 'template', fenced('jinja', templates.data[resource.path] ?? '')))
  keeps(DOC, (doc) => between(doc, 'object', fenced('yml', dump(reading.objects[0]))))
})

const fenced = (language: string, text: string) => `\`\`\`${language}\n${text.trimEnd()}\n\`\`\``
