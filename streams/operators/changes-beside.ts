import { watch } from 'node:fs'
import { dirname } from 'node:path'
import { Observable } from 'rxjs'

/** Something changed beside a file: editors and ConfigMap mounts swap whole files, so its folder is watched. Never errors. */
export const changesBeside = (path: string): Observable<unknown> =>
  new Observable((subscriber) => {
    try {
      const watcher = watch(dirname(path), () => subscriber.next(undefined))
      // The folder can vanish while it is swapped; who listens also looks now and then.
      watcher.on('error', () => watcher.close())
      return () => watcher.close()
    } catch {
      return undefined
    }
  })
