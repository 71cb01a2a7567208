import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import packageJson from '../../package.json' with { type: 'json' }

const CLI = join(import.meta.dirname, '../../src/cli.ts')

interface Run {
  readonly code: number | string | null | undefined
  readonly stdout: string
  readonly stderr: string
}

const warmseats = (command: string): Promise<Run> =>
  new Promise((done) =>
    execFile(process.execPath, [CLI, ...command.split(' ').filter(Boolean)], (error, stdout, stderr) =>
      done({ code: error ? error.code : 0, stdout, stderr }),
    ),
  )

describe('wrong options are exit code 2, with what is wrong and the help on stderr', () => {
  for (const [command, says] of [
    ['--nonsense', /^error: unknown option '--nonsense'\n\nUsage: warmseats /],
    ['rehears', /^error: unknown command 'rehears'\n\(Did you mean rehearse\?\)\n\nUsage: warmseats /],
    ['', /^Usage: warmseats /],
    ['scale --yess', /^error: unknown option '--yess'\n\(Did you mean --yes\?\)\n\nUsage: warmseats scale /],
    ['rehearse --users 3', /^error: required option '--pool <name>' not specified\n\nUsage: warmseats rehearse /],
    ['utilization --output xml', /^error: option '--output <format>' argument 'xml' is invalid\. Allowed choices are /],
    ['profiles check', /^error: missing required argument 'file'\n\nUsage: warmseats profiles check /],
    ['profiles render --profiles', /^error: option '--profiles <file\.\.\.>' argument missing\n\nUsage: /],
    ['profiles', /^Usage: warmseats profiles /],
    [
      'run --config c.yaml --port http',
      /^error: option '--port <number>' argument 'http' is invalid\. a port is 0 to 65535\./,
    ],
  ] as const)
    it(`warmseats ${command}`, async () => {
      const { code, stdout, stderr } = await warmseats(command)
      assert.match(stderr, says)
      assert.deepEqual([code, stdout], [2, ''])
    })
})

describe('who asks for help gets it, and 0', () => {
  for (const [command, says] of [
    ['--help', /^Usage: warmseats /],
    ['help scale', /^Usage: warmseats scale /],
    ['profiles check --help', /^Usage: warmseats profiles check /],
    ['--version', new RegExp(`^${packageJson.version}\n$`)],
  ] as const)
    it(`warmseats ${command}`, async () => {
      const { code, stdout, stderr } = await warmseats(command)
      assert.match(stdout, says)
      assert.deepEqual([code, stderr], [0, ''])
    })
})
