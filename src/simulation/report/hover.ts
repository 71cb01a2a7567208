/** Runs in the reader's browser: a line through all charts at the pointer, and what stood there. No network. */
export const HOVER = `
const data = JSON.parse(document.getElementById('data').textContent)
const columns = [...document.querySelectorAll('.policy')]
const show = (index) => columns.forEach((column, one) => {
  const x = data.plot.left + (data.plot.right - data.plot.left) * (index + 0.5) / data.times.length
  for (const line of column.querySelectorAll('.cursor')) { line.setAttribute('x1', x); line.setAttribute('x2', x) }
  column.classList.add('pointed')
  column.querySelector('.readout').textContent = data.times[index] + '  ' + data.policies[one][index]
})
const hide = () => columns.forEach((column) => {
  column.classList.remove('pointed')
  column.querySelector('.readout').textContent = data.hint
})
hide()
for (const svg of document.querySelectorAll('svg')) {
  svg.addEventListener('pointermove', (event) => {
    const box = svg.getBoundingClientRect()
    const x = (event.clientX - box.left) / box.width * data.width
    const share = (x - data.plot.left) / (data.plot.right - data.plot.left)
    if (share < 0 || share >= 1) return hide()
    show(Math.floor(share * data.times.length))
  })
  svg.addEventListener('pointerleave', hide)
}
`
