/** A self-signed certificate for 127.0.0.1 and localhost, in 40 lines of DER: no openssl, no keys in the repository. */
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'

export type KeyPair = { readonly key: string; readonly cert: string }

export function selfSigned(commonName: string): KeyPair {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const ecdsaWithSha256 = sequence(tagged(0x06, Buffer.from('2a8648ce3d040302', 'hex')))
  const name = sequence(
    tagged(0x31, sequence(tagged(0x06, Buffer.from('550403', 'hex')), tagged(0x0c, Buffer.from(commonName)))),
  )
  const validity = sequence(tagged(0x18, Buffer.from('20200101000000Z')), tagged(0x18, Buffer.from('21200101000000Z')))
  const names = sequence(tagged(0x87, Buffer.from([127, 0, 0, 1])), tagged(0x82, Buffer.from('localhost')))
  const alternativeNames = sequence(tagged(0x06, Buffer.from('551d11', 'hex')), tagged(0x04, names))
  const toBeSigned = sequence(
    tagged(0xa0, tagged(0x02, Buffer.from([2]))),
    tagged(0x02, Buffer.from([1, ...randomBytes(8)])),
    ecdsaWithSha256,
    name,
    validity,
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(0xa3, sequence(alternativeNames)),
  )
  const signature = tagged(0x03, Buffer.from([0]), sign('sha256', toBeSigned, privateKey))
  const der = sequence(toBeSigned, ecdsaWithSha256, signature)
  const lines = der.toString('base64').replace(/.{64}/g, '$&\n')
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
  }
}

const sequence = (...parts: readonly Buffer[]): Buffer => tagged(0x30, ...parts)

function tagged(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts)
  const length = content.length
  const head =
    length < 0x80 ? [tag, length] : length < 0x100 ? [tag, 0x81, length] : [tag, 0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.from(head), content])
}
