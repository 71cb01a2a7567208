import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ConnectionError, connectionError } from '../../src/kubernetes/connection-error.ts'

const withCode = (code: string, message = 'native'): Error => Object.assign(new Error(message), { code })

describe('connectionError', () => {
  for (const [native, code] of [
    [withCode('ECONNREFUSED'), 'refused'],
    [withCode('EHOSTUNREACH'), 'unreachable'],
    [withCode('ENOTFOUND'), 'dns'],
    [withCode('EAI_AGAIN'), 'dns'],
    [withCode('ECONNRESET'), 'reset'],
    [withCode('UND_ERR_SOCKET'), 'reset'],
    [withCode('UND_ERR_CONNECT_TIMEOUT'), 'timeout'],
    [withCode('UND_ERR_HEADERS_TIMEOUT'), 'timeout'],
    [new DOMException('late', 'TimeoutError'), 'timeout'],
    [new DOMException('stop', 'AbortError'), 'aborted'],
    [withCode('UND_ERR_ABORTED'), 'aborted'],
    [withCode('SELF_SIGNED_CERT_IN_CHAIN'), 'tls'],
    [withCode('UNABLE_TO_VERIFY_LEAF_SIGNATURE'), 'tls'],
    [withCode('CERT_HAS_EXPIRED'), 'tls'],
    [withCode('ERR_TLS_CERT_ALTNAME_INVALID'), 'tls'],
    [withCode('ERR_SSL_WRONG_VERSION_NUMBER'), 'tls'],
    [new Error('outer', { cause: withCode('ECONNREFUSED') }), 'refused'],
    [withCode('EWHATEVER'), 'network'],
    ['a string', 'network'],
  ] as const) {
    it(`${native} is ${code}`, () => assert.equal(connectionError(native, 'https://x').code, code))
  }

  it('names the server and the native code, and keeps the cause', () => {
    const native = withCode('ECONNREFUSED', 'connect failed')
    const error = connectionError(native, 'https://x')
    assert.equal(error.message, 'https://x refused the connection: connect failed (ECONNREFUSED)')
    assert.equal(error.cause, native)
  })

  it('passes on its own kind', () => {
    const error = new ConnectionError('tls', 'no')
    assert.equal(connectionError(error, 'https://x'), error)
  })
})
