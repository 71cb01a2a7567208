/**
 * Runs in the reader's browser: hears of news by server-sent events, fetches the page, and puts in what is new of it.
 * The stream can be full or broken: then the page is fetched now and then, and what says so is that this fails too.
 */
export const SCRIPT = `
const link = document.getElementById('link')
const said = document.getElementById('said')
const verdictOf = (page) => page.querySelector('.verdict').textContent
let verdict = verdictOf(document)
let since, source, silence, waitMs = 2000, isBusy = false, isStale = false
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
  if (since !== undefined) link.textContent = ''
  since = undefined
  document.body.classList.remove('lost')
}
const sections = (main) => [...main.children]
const shown = new Map(sections(document.querySelector('main')).map((one) => [one.id, one.outerHTML]))
const show = (page) => {
  const told = verdictOf(page)
  const main = document.querySelector('main')
  const open = [...main.querySelectorAll('details[open]')].map(({ id }) => id)
  const next = sections(page.querySelector('main'))
  const isSame = next.map(({ id }) => id).join() === sections(main).map(({ id }) => id).join()
  const texts = next.map((one) => [one.id, one.outerHTML])
  if (isSame) for (const [id, text] of texts) {
    if (shown.get(id) !== text) document.getElementById(id).replaceWith(next.find((one) => one.id === id))
  }
  else main.replaceChildren(...next)
  shown.clear()
  for (const [id, text] of texts) shown.set(id, text)
  for (const id of open) document.getElementById(id)?.setAttribute('open', '')
  // For who does not see it change.
  if (told !== verdict) said.textContent = verdict = told
  document.title = page.title
  document.querySelector('link[rel=icon]').href = page.querySelector('link[rel=icon]').href
}
const refresh = async () => {
  isStale = true
  if (isBusy) return
  isBusy = true
  while (isStale) {
    isStale = false
    try {
      const answer = await fetch('./', { cache: 'no-store', signal: AbortSignal.timeout(10000) })
      if (!answer.ok) throw new Error(answer.status)
      show(new DOMParser().parseFromString(await answer.text(), 'text/html'))
      found()
    } catch { lost() }
  }
  isBusy = false
}
const again = () => {
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
  source.onopen = () => { waitMs = 2000; heard(); refresh() }
  source.onerror = again
  source.addEventListener('beat', heard)
  source.addEventListener('news', () => { heard(); refresh() })
}
connect()
`
