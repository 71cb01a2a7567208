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

describe('wrong options are exit code 2, with what is wrong, and what was meant, in a line on stderr', () => {
  for (const [command, says] of [
    ['--nonsense', /^warmseats: unknown option '--nonsense'; see warmseats --help\n$/],
    ['rehears', /^warmseats: unknown command 'rehears'; did you mean rehearse\?; see warmseats --help\n$/],
    ['uncordon --help', /^warmseats: unknown command 'uncordon'; did you mean uncordon-all\?; see warmseats --help\n$/],
    ['help uncordon', /^warmseats: unknown command 'uncordon'; did you mean uncordon-all\?; /],
    [
      'profiles chek',
      /^warmseats profiles: unknown command 'chek'; did you mean check\?; see warmseats profiles --help\n$/,
    ],
    ['', /^Usage: warmseats /],
    ['scale --yess', /^warmseats scale: unknown option '--yess'; did you mean --yes\?; see warmseats scale --help\n$/],
    [
      'rehearse --users 3',
      /^warmseats rehearse: required option '--pool <name>' not specified; see warmseats rehearse /,
    ],
    [
      'utilization --output xml',
      /^warmseats utilization: option '-o, --output <format>' argument 'xml' is invalid\. Allowed choices are json, text; see /,
    ],
    [
      'profiles check',
      /^warmseats profiles check: missing required argument 'file'; see warmseats profiles check --help\n$/,
    ],
    [
      'profiles render --profiles',
      /^warmseats profiles render: option '--profiles <file\.\.\.>' argument missing; see /,
    ],
    ['profiles', /^Usage: warmseats profiles /],
    [
      'run --config c.yaml --port http',
      /^warmseats run: option '--port <number>' argument 'http' is invalid\. a port is 0 to 65535; see /,
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
