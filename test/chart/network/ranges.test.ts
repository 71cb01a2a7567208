/** The addresses of the chart's policy are those of the program: what it calls public, private and forbidden. */
import assert from 'node:assert/strict'
import { it, suite } from 'node:test'
import ipaddr from 'ipaddr.js'
import { ipKind } from '../../../src/domain/ip-kind.ts'
import { fc, RUNS } from '../../support/properties.ts'
import { HELMS, render, skipWithoutHelm } from '../helm.ts'
import { lets, type NetworkPolicy } from './evaluate.ts'

const skip = await skipWithoutHelm()

const METADATA = ['100.100.100.200', '192.0.0.192', '168.63.129.16', '169.254.169.254', 'fd00:ec2::254', 'fd20:ce::254']

/** The first and the last address of each range that ipaddr.js knows, and those beside them. */
const EDGES: readonly string[] = [ipaddr.IPv4, ipaddr.IPv6].flatMap((family) =>
  Object.values(rangesOf(family)).flatMap(([first, length]) => edgesOf(first.toByteArray(), length)),
)

function rangesOf(family: typeof ipaddr.IPv4 | typeof ipaddr.IPv6): readonly [ipaddr.IPv4 | ipaddr.IPv6, number][] {
  const { SpecialRanges } = family.prototype as unknown as {
    SpecialRanges: Readonly<Record<string, [ipaddr.IPv4, number] | [ipaddr.IPv4, number][]>>
  }
  return Object.values(SpecialRanges).flatMap((one) =>
    Array.isArray(one[0]) ? (one as [ipaddr.IPv4, number][]) : [one as [ipaddr.IPv4, number]],
  )
}

function edgesOf(bytes: readonly number[], length: number): string[] {
  const size = BigInt(bytes.length * 8)
  const first = bytes.reduce((sum, byte) => (sum << 8n) + BigInt(byte), 0n)
  const last = first + (1n << (size - BigInt(length))) - 1n
  return [first - 1n, first, last, last + 1n]
    .filter((one) => one >= 0n && one < 1n << size)
    .map((one) => {
      const hex = one.toString(16).padStart(bytes.length * 2, '0')
      return ipaddr.fromByteArray([...Buffer.from(hex, 'hex')]).toString()
    })
}

/**
 * On no wire, given to nobody, or of a translator whose form is not known: the policy has none of them, whatever the program says.
 */
const isNowhere = (ip: string): boolean => {
  const address = ipaddr.parse(ip)
  const range = address.range()
  const isGiven = range !== 'unicast' || address.kind() === 'ipv4' || address.match(ipaddr.parse('2000::'), 3)
  return !isGiven || range === 'loopback' || range === 'ipv4Mapped' || ip.startsWith('64:ff9b:1:')
}

const isTranslated = (ip: string): boolean => ipaddr.parse(ip).range() === 'rfc6052'

for (const helm of HELMS)
  suite(`the addresses of the NetworkPolicy, by helm ${helm}`, { skip }, () => {
    /** With `apiServerCidrs`: where API servers may be anywhere, everything may be reached at their ports. */
    const letting = async (privateIPs: boolean) => {
      const networkPolicy = { apiServerCidrs: ['192.0.2.0/31'], egressAllowRules: { privateIPs } }
      const { metadata, ...rest } = (await render(helm, { values: { networkPolicy } })).one('NetworkPolicy')
      const policy = { ...rest, metadata: { ...metadata, namespace: 'jhub' } } as unknown as NetworkPolicy
      return (ip: string) => lets(policy, { direction: 'egress', other: { ip }, port: 80 })
    }
    const agrees = (letsPublic: (ip: string) => boolean, letsPrivate: (ip: string) => boolean) => (ip: string) => {
      if (isNowhere(ip)) return assert.equal(letsPublic(ip) || letsPrivate(ip), false, ip)
      const kind = ipKind(ip)
      assert.equal(letsPublic(ip), kind === 'public', `${ip} is ${kind}`)
      // Nobody's private network is behind a translator.
      if (!isTranslated(ip)) assert.equal(letsPrivate(ip), kind !== 'forbidden', `${ip} is ${kind}`)
    }

    it('are judged as the program judges them: at the edges of all ranges, and of the metadata of clouds', async () => {
      const check = agrees(await letting(false), await letting(true))
      const embedded = EDGES.filter((ip) => !ip.includes(':')).map((ip) => {
        const [a = 0, b = 0, c = 0, d = 0] = ip.split('.').map(Number)
        return ipaddr.parse(`64:ff9b::${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`).toString()
      })
      assert.ok(EDGES.length > 100)
      for (const ip of [...EDGES, ...embedded, ...METADATA]) check(ip)
    })

    it('are judged as the program judges them: anywhere', async () => {
      const check = agrees(await letting(false), await letting(true))
      const bytes = (length: number) => fc.array(fc.nat(255), { minLength: length, maxLength: length })
      const nat64 = bytes(4).map((last) => [0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0, ...last])
      fc.assert(
        fc.property(fc.oneof(bytes(4), bytes(16), nat64), (some) => check(ipaddr.fromByteArray(some).toString())),
        RUNS,
      )
    })
  })
