import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { Command } from 'commander'
import { allCommands } from '../../../src/commands/groups/all.ts'
import { candidatesFor, scriptFor } from '../../../src/commands/groups/completion.ts'

const program = allCommands(new Command('warmseats').version('1.0.0'))

describe('what completes a word', () => {
  for (const [line, words] of [
    ['pl', ['plan']],
    ['profiles ', ['render', 'check', 'help']],
    ['profiles re', ['render']],
    ['plan --ou', ['--output', '--out']],
    ['plan --output ', ['json', 'text', 'svg']],
    ['plan -o s', ['svg']],
    // Names of files are the shell's.
    ['plan --config ', []],
    ['calendar ', []],
    ['completion z', ['zsh']],
    ['uncordon', ['uncordon-all']],
    ['doc', ['doctor']],
    ['doctor -o ', ['json', 'text']],
    ['__', []],
  ] as const)
    it(line, () => assert.deepEqual(candidatesFor(program, line.split(' ')), words))

  it('a value that is named as a command is none', () =>
    assert.deepEqual(candidatesFor(program, ['plan', '--config', 'explain', '--from', '']), []))
})

const has = (shell: string) => {
  try {
    execFileSync(shell, ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

const folder = mkdtempSync(join(tmpdir(), 'warmseats-completion-'))
after(() => rmSync(folder, { recursive: true }))
const CLI = join(import.meta.dirname, '../../../src/cli.ts')
writeFileSync(join(folder, 'warmseats'), `#!/bin/sh\nexec '${process.execPath}' '${CLI}' "$@"\n`, { mode: 0o755 })
const inShell = (shell: string, script: string) =>
  execFileSync(shell, ['-c', script], {
    encoding: 'utf8',
    env: { ...process.env, PATH: `${folder}:${process.env.PATH}` },
  })
    .trim()
    .split('\n')

describe('in the shell itself', () => {
  it('bash', { skip: has('bash') ? false : 'there is no bash' }, () => {
    const script = `eval "$(warmseats completion bash)"
complete -p warmseats > /dev/null
COMP_WORDS=(warmseats plan --out); COMP_CWORD=2; _warmseats; printf '%s\\n' "\${COMPREPLY[@]}"`
    assert.deepEqual(inShell('bash', script), ['--output', '--out'])
  })
  it('zsh', { skip: has('zsh') ? false : 'there is no zsh' }, () => {
    const script = `autoload -Uz compinit; compinit -u -d ${folder}/dump; eval "$(warmseats completion zsh)"
compadd() { shift; print -l -- \${(P)1} }
words=(warmseats plan --out); CURRENT=3; _warmseats`
    assert.deepEqual(inShell('zsh', script), ['--output', '--out'])
  })
  it('fish', { skip: has('fish') ? false : 'there is no fish' }, () => {
    const script = `warmseats completion fish | source; complete -C 'warmseats plan --out'`
    assert.deepEqual(inShell('fish', script).toSorted(), ['--out', '--output'])
  })
})

it('a shell that is not known', () => {
  assert.throws(() => scriptFor('csh'), { message: 'no completion for csh; there is one for bash, zsh, fish' })
})
