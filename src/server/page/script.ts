/**
 * Runs in the reader's browser: hears of news by server-sent events, fetches what is new of the page, puts it in, and counts down.
 * The stream can be full or broken: then it is fetched now and then, and what says so is that this fails too.
 */
export const SCRIPT = `
const link = document.getElementById('link')
const said = document.getElementById('said')
const verdictOf = (page) => page.querySelector('.verdict').textContent
let verdict = verdictOf(document)
let since, source, silence, waitMs = 2000, isBusy = false, isStale = false, isAlone = false
const zone = document.documentElement.dataset.zone
const timeOfDay = () => {
  const form = { hour: '2-digit', minute: '2-digit' }
  try { return new Date().toLocaleTimeString('en-GB', { ...form, timeZone: zone }) }
  catch { return new Date().toLocaleTimeString('en-GB', form) }
}
const lost = () => {
  since ??= timeOfDay()
  link.textContent = 'Not connected since ' + since + ': what stands here is as it was then.'
  document.body.classList.add('lost')
}
const found = () => {
  const text = isAlone ? 'Too many pages are open to hear of news at once: this one is loaded anew every 20 seconds.' : ''
  if (link.textContent !== text) link.textContent = text
  since = undefined
  document.body.classList.remove('lost')
}
let aheadMs = 0
const count = () => {
  for (const one of document.querySelectorAll('[data-until]')) {
    const minutes = Math.max(0, Math.ceil((Date.parse(one.dataset.until) - Date.now() + aheadMs) / 60000))
    const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
    const text = [hours ? hours + ' h' : '', rest ? rest + ' min' : ''].filter(Boolean).join(' ')
    one.textContent = minutes === 0 ? 'now' : 'in ' + text
  }
}
const read = (page) => { aheadMs = Date.now() - Date.parse(page.documentElement.dataset.now) }
read(document)
setInterval(count, 5000)
const parts = (page) => [...page.querySelector('main').children]
const show = (page) => {
  const main = document.querySelector('main')
  const open = [...main.querySelectorAll('details[open]')].map(({ id }) => id)
  const reading = document.activeElement?.closest('summary')?.parentElement.id
  const had = new Map(parts(document).map((one) => [one.dataset.part, one]))
  const next = parts(page).map((one) => ('same' in one.dataset && had.get(one.dataset.part)) || one)
  const isSame = next.map(({ dataset }) => dataset.part).join() === [...had.keys()].join()
  if (isSame) for (const one of next) {
    const before = had.get(one.dataset.part)
    if (before !== one) before.replaceWith(one)
  }
  else main.replaceChildren(...next)
  for (const id of open) document.getElementById(id)?.setAttribute('open', '')
  if (reading) document.getElementById(reading)?.querySelector('summary')?.focus({ preventScroll: true })
  read(page)
  count()
  // For who does not see it change.
  const told = verdictOf(document)
  if (told !== verdict) said.textContent = verdict = told
  document.title = page.title
  document.querySelector('link[rel=icon]').href = page.querySelector('link[rel=icon]').href
}
const update = () => 'status/parts?has=' + encodeURIComponent(
  parts(document).map(({ dataset }) => dataset.part + ':' + dataset.hash).join())
const refresh = async () => {
  isStale = true
  if (isBusy) return
  isBusy = true
  while (isStale) {
    isStale = false
    try {
      const answer = await fetch(update(), { cache: 'no-store', signal: AbortSignal.timeout(10000) })
      if (!answer.ok) throw new Error(answer.status)
      show(new DOMParser().parseFromString(await answer.text(), 'text/html'))
      found()
    } catch { lost() }
  }
  isBusy = false
}
// Refused, and not cut off: the server says 503 where too many listen.
const again = () => {
  isAlone = source.readyState === EventSource.CLOSED
  source.close()
  clearTimeout(silence)
  refresh()
  setTimeout(connect, waitMs)
  waitMs = Math.min(waitMs * 1.5, 20000)
}
const heard = () => {
  clearTimeout(silence)
  silence = setTimeout(again, 45000)
}
const connect = () => {
  source = new EventSource('status/events')
  source.onopen = () => { isAlone = false; waitMs = 2000; heard(); refresh() }
  source.onerror = again
  source.addEventListener('beat', heard)
  source.addEventListener('news', () => { heard(); refresh() })
}
connect()
`
