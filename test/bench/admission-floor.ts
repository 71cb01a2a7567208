/** The floor of an admission, a process of its own: an HTTPS server that reads the question, and allows at once. */
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { type Issued, makeCertificate } from '../../src/sinks/make-certificate.ts'
import { FLOOR_NAME } from './admission-load.ts'

/** What this process tells once it listens. */
export interface AdmissionFloor {
  readonly port: number
  readonly ca: string
}

process.once('disconnect', () => process.exit(0))
const issued: Issued = await makeCertificate([FLOOR_NAME], { nowMs: Date.now(), lifetimeMs: 86_400_000 })
/** The product's, so that neither closes connections that the other would keep. */
const KEEP_ALIVE_MS = 72_000
const options = { cert: issued.certificate, key: issued.key, keepAliveTimeout: KEEP_ALIVE_MS }
const server = createServer(options, (request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    const { request: asked } = JSON.parse(Buffer.concat(chunks).toString()) as { request: { uid: string } }
    const review = {
      apiVersion: 'admission.k8s.io/v1',
      kind: 'AdmissionReview',
      response: { uid: asked.uid, allowed: true },
    }
    response.setHeader('content-type', 'application/json').end(JSON.stringify(review))
  })
})
server.listen(0, '127.0.0.1', () => {
  const told: AdmissionFloor = { port: (server.address() as AddressInfo).port, ca: issued.ca }
  process.send?.(told)
})
