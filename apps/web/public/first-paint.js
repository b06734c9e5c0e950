// Runs before the first paint, so that neither theme nor language flashes. A file of its own: the page's
// policy allows no inline scripts. The keys and rules are those of src/settings/{theme,language}.ts.
;(() => {
  const recall = (key) => {
    try {
      return localStorage.getItem(key)
    } catch {
      return null
    }
  }
  const theme = recall('roomful.theme')
  const light = theme === 'light' || (theme !== 'dark' && matchMedia('(prefers-color-scheme: light)').matches)
  const root = document.documentElement
  root.dataset.theme = light ? 'light' : 'dark'
  document.querySelector('meta[name="theme-color"]')?.setAttribute('content', light ? '#f4f6f8' : '#0d1015')
  const chosen = recall('roomful.language') ?? navigator.language
  root.lang = chosen.startsWith('de') ? 'de' : 'en'
})()
