import { type FormEvent, useId, useState } from 'react'
import { useLocation } from 'wouter'
import { useLanguage } from '../text/language.ts'
import { Button } from '../ui/button.tsx'
import { Key } from '../ui/hints.tsx'
import { Link as LinkIcon } from '../ui/icons.ts'
import { toAddress } from './address.ts'

/** Name a room or paste its link, Enter. */
export function EnterForm() {
  const { text } = useLanguage()
  const [, go] = useLocation()
  const [problem, setProblem] = useState<'blank' | 'tooLong' | 'foreign' | null>(null)
  const id = useId()

  function enter(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault()
    const address = toAddress(String(new FormData(event.currentTarget).get('room') ?? ''), location.origin)
    if ('path' in address) go(address.path)
    else setProblem(address.problem)
  }
  return (
    <form onSubmit={enter} noValidate className="flex flex-col gap-3.5">
      <div className="flex h-15 items-center gap-2.5 rounded-[16px] border border-line bg-surface pr-2 pl-4.5 transition-[border-color,box-shadow] duration-(--motion) focus-within:border-accent focus-within:shadow-[0_0_0_4px_var(--accent-soft)]">
        <LinkIcon size={20} strokeWidth={1.8} className="flex-none text-ink-3" aria-hidden />
        <label htmlFor={id} className="sr-only">
          {text.home_page.field}
        </label>
        <input
          id={id}
          name="room"
          placeholder={text.home_page.placeholder}
          autoCapitalize="off"
          autoComplete="off"
          autoCorrect="off"
          spellCheck={false}
          enterKeyHint="go"
          aria-invalid={problem !== null}
          aria-describedby={`${id}-hint`}
          onChange={() => setProblem(null)}
          className="h-full min-w-0 grow bg-transparent text-[17px] caret-accent outline-none"
        />
        <Button type="submit" look="primary">
          {text.home_page.enter}
        </Button>
      </div>
      <p id={`${id}-hint`} role={problem ? 'alert' : undefined} className="min-h-6 text-sm text-ink-2">
        {problem ? (
          <span className="text-danger">{text.home_page[problem]}</span>
        ) : (
          <span className="flex flex-wrap items-center gap-x-4 gap-y-1">
            <span className="flex items-center gap-2">
              <Key>{text.home_page.enterKey}</Key>
              {text.home_page.opens}
            </span>
            <span aria-hidden className="max-sm:hidden">
              ·
            </span>
            <span>{text.home_page.paste}</span>
          </span>
        )}
      </p>
    </form>
  )
}
