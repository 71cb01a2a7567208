import assert from 'node:assert/strict'
import { it } from 'node:test'
import { isAtLeast, moduleProxy } from './toolchain.ts'

it("the module proxy is GOPROXY's first http address, by default Go's own", () => {
  assert.equal(moduleProxy(undefined).href, 'https://proxy.golang.org/')
  assert.equal(moduleProxy('').href, 'https://proxy.golang.org/')
  assert.equal(moduleProxy('https://goproxy.example/go,direct').href, 'https://goproxy.example/go/')
  assert.equal(moduleProxy('file:///srv/modules|http://goproxy.example').href, 'http://goproxy.example/')
  assert.throws(() => moduleProxy('off'), /GOPROXY=off names no http address.*install Go/)
})

it('versions are compared as numbers', () => {
  const table: readonly (readonly [string, string, boolean])[] = [
    ['1.26.8', '1.26.6', true],
    ['1.26.6', '1.26.6', true],
    ['1.26.10', '1.26.6', true],
    ['1.27', '1.26.6', true],
    ['1.26', '1.26.6', false],
    ['1.9.9', '1.26.6', false],
  ]
  for (const [version, least, expected] of table) assert.equal(isAtLeast(version, least), expected, version)
})
