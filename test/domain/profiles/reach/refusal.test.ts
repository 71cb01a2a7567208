import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { loadConfig } from '../../../../src/config/load.ts'
import { reachOf } from '../../../../src/domain/profiles/reach/reach.ts'
import {
  mendOf,
  type Refusal,
  refusedClaim,
  refusedImage,
  refusedSecret,
  refusedVariable,
  sayValues,
  valuesFor,
} from '../../../../src/domain/profiles/reach/refusal.ts'
import { reach } from '../../../support/profiles.ts'

const PLAIN = reach()
const ALL = reach({ allowedSecrets: ['*'], allowedClaims: ['*'] })

function refusal(found: Refusal | undefined): Refusal {
  assert.ok(found)
  return found
}

describe('a Secret', () => {
  it('is refused unless the values name it, and it is said what to write', () => {
    const found = refusal(refusedSecret('storage', PLAIN))
    assert.equal(found.because, 'the Secret `storage` is not in `profiles.allowedSecrets`')
    assert.equal(mendOf(found, PLAIN), 'profiles: {allowedSecrets: [storage]}')
  })
  for (const allowed of ['storage', '*', 'stor*', '*age', 's*r*e'])
    it(`is allowed by ${allowed}`, () =>
      assert.equal(refusedSecret('storage', reach({ allowedSecrets: [allowed] })), undefined))
  for (const allowed of ['Storage', 'storag', 'storage-*', 'tora', '', '.*', 'stor?ge'])
    it(`is not allowed by «${allowed}»`, () =>
      void refusal(refusedSecret('storage', reach({ allowedSecrets: [allowed] }))))
  it('of the house is refused whatever the pattern, and what to write keeps what is written', () => {
    const found = refusal(refusedSecret('hub', ALL))
    assert.match(found.because, /^the Secret `hub` is the hub's own, and does not stand in full in /)
    assert.equal(mendOf(found, ALL), "profiles: {allowedSecrets: ['*', hub]}")
    for (const allowed of ['hu*', 'h*b', '*hub']) refusal(refusedSecret('hub', reach({ allowedSecrets: [allowed] })))
    for (const own of ['warmseats-certificate', 'warmseats-webhook', 'warmseats-feed', 'warmseats-calendar'])
      refusal(refusedSecret(own, ALL))
    assert.equal(refusedSecret('hub', reach({ allowedSecrets: ['hub'] })), undefined)
  })
})

describe('a claim', () => {
  it('likewise', () => {
    assert.equal(mendOf(refusal(refusedClaim('image-data', PLAIN)), PLAIN), 'profiles: {allowedClaims: [image-data]}')
    assert.equal(refusedClaim('image-data', ALL), undefined)
    assert.match(refusal(refusedClaim('claim-ada', ALL)).because, /has the name of a user's home/)
    refusal(refusedClaim('claim-ada', reach({ allowedClaims: ['claim-*'] })))
    assert.equal(refusedClaim('claim-ada', reach({ allowedClaims: ['claim-ada'] })), undefined)
  })
})

describe('an image', () => {
  it('is refused unless the values name it, and it is said what to write', () => {
    const found = refusal(refusedImage('evil/image', PLAIN))
    assert.equal(found.because, 'the image `evil/image` is not in `profiles.allowedImages`')
    assert.equal(mendOf(found, PLAIN), 'profiles: {allowedImages: [evil/image]}')
    const some = reach({ allowedImages: ['quay.io/hub/*'] })
    assert.equal(
      mendOf(refusal(refusedImage('exam:1', some)), some),
      'profiles: {allowedImages: [quay.io/hub/*, exam:1]}',
    )
  })
  it('is allowed by its repository', () =>
    assert.equal(refusedImage('quay.io/hub/exam:1', reach({ allowedImages: ['quay.io/hub/exam'] })), undefined))
})

describe('a variable', () => {
  for (const name of [
    ...['JUPYTERHUB_API_URL', 'JUPYTERHUB_USER_NAME', 'JPY_API_TOKEN', 'JUPYTER_CONFIG_PATH'],
    ...['LD_PRELOAD', 'LD_LIBRARY_PATH', 'PATH', 'PYTHONPATH', 'PYTHONSTARTUP', 'NODE_OPTIONS', 'BASH_ENV'],
    ...['HTTPS_PROXY', 'https_proxy', 'NO_PROXY', 'no_proxy', 'ALL_PROXY', 'all_proxy', 'HTTP_PROXY', 'http_proxy'],
  ])
    it(`${name} is reserved unless the values say otherwise`, () => void refusal(refusedVariable(name, PLAIN)))
  for (const name of ['DATASET', 'JUPYTER_ENABLE_LAB', 'JUPYTERHUB', 'OLD_PATH', 'PATH_TO_DATA', 'SLD_X', 'TERM'])
    it(`${name} is not`, () => assert.equal(refusedVariable(name, PLAIN), undefined))
  it('of a pattern says which, and of its own name does not', () => {
    assert.equal(
      refusal(refusedVariable('LD_PRELOAD', PLAIN)).because,
      'the variable `LD_PRELOAD` is in `profiles.reservedEnv` as `LD_*`',
    )
    assert.equal(refusal(refusedVariable('PATH', PLAIN)).because, 'the variable `PATH` is in `profiles.reservedEnv`')
    assert.equal(mendOf(refusal(refusedVariable('LD_PRELOAD', PLAIN)), PLAIN), 'profiles.reservedEnv without `LD_*`')
  })
})

it('with the values that are said to be needed nothing is refused, whatever the names', () => {
  const secrets = ['hub', 'storage', '1e3', 'true', 'null', '0x1f', 'warmseats-feed']
  const claims = ['claim-ada', 'hub-db-dir', 'on']
  const images = ['evil/image', 'exam:1', `quay.io/hub/exam:1@sha256:${'0a'.repeat(32)}`, 'localhost:5000/x']
  const names = ['LD_PRELOAD', 'PATH', 'HTTPS_PROXY']
  const all = (within: ReturnType<typeof reach>) =>
    [
      ...secrets.map((one) => refusedSecret(one, within)),
      ...claims.map((one) => refusedClaim(one, within)),
      ...images.map((one) => refusedImage(one, within)),
      ...names.map((one) => refusedVariable(one, within)),
    ].filter((one) => one !== undefined)
  assert.equal(all(ALL).length, 2 + 2 + 4 + 3)
  for (const before of [PLAIN, ALL]) {
    const loaded = loadConfig(sayValues(valuesFor(all(before), before)))
    assert.ok(loaded.at === 'good', JSON.stringify(loaded))
    assert.deepEqual(all(reachOf(loaded.config, { name: 'warmseats' })), [])
  }
})
