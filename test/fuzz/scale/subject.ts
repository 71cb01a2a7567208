/** The process that reads the texts, as the product would: forked, so that its memory is its own, and its end is seen. */
import { GRAMMARS } from './grammars.ts'
import type { Answer, Question } from './subject-process.ts'

process.on('message', async ({ grammar, text }: Question) => {
  const trial = await GRAMMARS.find(({ name }) => name === grammar)?.read(text)
  if (trial) process.send?.({ trial, rssMb: process.memoryUsage.rss() / 2 ** 20 } satisfies Answer)
})
