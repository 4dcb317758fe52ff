// Opens the built book in a browser: node try.cjs BOOK SCREENS
//
// Searches find the page that they are for, no page is wider than its window, and nothing is said to the console. Screens
// of some pages are kept, wide and narrow, light and dark. Links are followed by `.ci/book`: a page in the browser has none
// but those of its file and of the contents.
const fs = require('node:fs')
const http = require('node:http')
const path = require('node:path')
const { chromium } = require('playwright-core')

const [book, screens] = process.argv.slice(2)

// What a user would type, and the page that has to be among the first five.
const SEARCHES = [
  ['first object', 'guide/first-object'],
  ['nullable', 'attributes'],
  ['renamed', 'guide/evolving'],
  ['old peer', 'guide/evolving'],
  ['backport', 'guide/e'],
  ['serializer', 'guide/exchanging'],
  ['indirection', 'guide/exchanging'],
  ['version cap', 'guide/exchanging'],
  ['sqlite', 'guide/storing'],
  ['query filter', 'guide/storing'],
  ['paging', 'guide/storing'],
  ['soft delete', 'guide/storing'],
  ['rights project', 'rights'],
  ['secret', 'guide/answering'],
  ['json schema', 'guide/answering'],
  ['versions.lock', 'locking'],
  ['own field type', 'guide/own-types'],
  ['field types', 'guide/field-types'],
  ['duration', 'guide/field-types'],
  ['orphan', 'glossary'],
  ['manifest', 'glossary'],
  ['fingerprint', 'diagnostics'],
  ['oslo', 'porting-from-oslo'],
  ['cinder backup', 'porting-from-cinder'],
  ['does not compile', 'diagnostics'],
  ['crash', 'reliability'],
  ['decode', 'benchmarks'],
  ['restore_volume_id', 'reference/cinder.objects.backup'],
]
const SCREENS = ['index', 'guide/first-object', 'guide/field-types', 'guide/storing', 'glossary', 'attributes', 'diagnostics', 'reference/cinder.objects.backup']
const SIZES = { wide: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } }
const THEMES = ['light', 'navy']
const TYPES = { '.html': 'text/html', '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml', '.json': 'application/json' }

const faults = []
const fault = (text) => faults.push(text)

function serve() {
  const server = http.createServer((request, response) => {
    const file = path.join(book, decodeURIComponent(new URL(request.url, 'http://x').pathname))
    const found = path.resolve(file).startsWith(path.resolve(book)) && fs.statSync(file, { throwIfNoEntry: false })
    if (!found || !found.isFile()) return response.writeHead(404).end()
    response.writeHead(200, { 'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream' })
    fs.createReadStream(file).pipe(response)
  })
  return new Promise((done) => server.listen(0, '127.0.0.1', () => done(server)))
}

function pages(folder = book) {
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name)
    if (entry.isDirectory()) return pages(file)
    return entry.name.endsWith('.html') && !['toc.html', '404.html', 'print.html'].includes(entry.name) ? [path.relative(book, file)] : []
  })
}

async function searches(page, base) {
  for (const [words, expected] of SEARCHES) {
    await page.goto(`${base}/index.html?search=${encodeURIComponent(words)}`)
    const results = page.locator('#mdbook-searchresults li a')
    await results.first().waitFor({ timeout: 10000 }).catch(() => {})
    const found = await results.evaluateAll((links) => links.slice(0, 5).map((link) => link.getAttribute('href')))
    if (!found.some((href) => href.includes(expected))) fault(`a search for "${words}" finds ${JSON.stringify(found)}, not ${expected}`)
  }
}

async function looks(browser, base) {
  for (const [size, viewport] of Object.entries(SIZES)) {
    for (const theme of THEMES) {
      const context = await browser.newContext({ viewport })
      await context.addInitScript((theme) => {
        localStorage.setItem('mdbook-theme', theme)
        localStorage.setItem('mdbook-sidebar', 'hidden')
      }, theme)
      const page = await context.newPage()
      page.on('console', (message) => message.type() === 'error' && fault(`${page.url()}: ${message.text()}`))
      page.on('pageerror', (error) => fault(`${page.url()}: ${error}`))
      for (const name of pages()) {
        await page.goto(`${base}/${name}`)
        const over = await page.evaluate(() => document.scrollingElement.scrollWidth - window.innerWidth)
        if (over > 0) fault(`${name} is ${over} pixels wider than a ${size} window`)
        const stem = name.replace(/\.html$/, '')
        if (SCREENS.includes(stem)) await page.screenshot({ path: path.join(screens, `${stem.replaceAll('/', '-')}-${size}-${theme}.png`) })
      }
      await context.close()
    }
  }
}

async function main() {
  const server = await serve()
  const base = `http://127.0.0.1:${server.address().port}`
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  })
  try {
    const page = await browser.newPage()
    await searches(page, base)
    await looks(browser, base)
    for (const text of faults) console.log(text)
    console.log(`${pages().length} pages, ${SEARCHES.length} searches, ${faults.length} faults`)
    process.exitCode = faults.length ? 1 : 0
  } finally {
    await browser.close()
    server.close()
  }
}

main()
