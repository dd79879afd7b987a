// What EDTF.js (npm "edtf" 4.11.1) says of the dates in dates.json: node verdicts.mjs < dates.json > verdicts.json
import edtf from 'edtf'
import { readFileSync } from 'node:fs'

const day = value => Number.isFinite(value) ? new Date(value).toISOString().slice(0, 10) : null
const verdict = text => {
  try {
    const found = edtf(text)
    return { valid: true, earliest: day(found.min), latest: day(found.max) }
  } catch {
    return { valid: false }
  }
}
const dates = JSON.parse(readFileSync(0, 'utf8'))
process.stdout.write(JSON.stringify(Object.fromEntries(dates.map(text => [text, verdict(text)])), null, 1) + '\n')
