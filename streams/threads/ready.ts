/** What a thread may say first, when its modules are there. Alone in its file: a thread loads nothing that it can do without. */
export const READY = 'ready'
