import { ConfigError, loadConfig, unknownVariables } from '../../../src/platform/config/config.js';

describe('the configuration', () => {
  it('has a default for everything, and is frozen', () => {
    const config = loadConfig({});
    expect(config).toMatchObject({
      host: '127.0.0.1',
      port: 3000,
      roles: ['api', 'trainer', 'server'],
      databaseUrl: null,
      device: 'auto',
      trainers: 1,
      importDir: null,
      huggingFace: { endpoint: 'https://huggingface.co', token: null },
    });
    expect(config.home).toBe(`${process.cwd()}/.temper`);
    expect(config.storage.folder).toBe(`${config.home}/objects`);
    expect(config.threads).toBeGreaterThan(0);
    expect(Object.isFrozen(config)).toBe(true);
  });

  it.each([
    ['TEMPER_PORT', '65536'],
    ['TEMPER_PORT', '-1'],
    ['TEMPER_PORT', '80.5'],
    ['TEMPER_ROLES', 'api,trainr'],
    ['TEMPER_ROLES', ','],
    ['DATABASE_URL', 'mysql://localhost/temper'],
    ['TEMPER_STORAGE', 's3://bucket/prefix'],
    ['TEMPER_STORAGE', 'file:'],
    ['TEMPER_STORAGE', '/srv/objects'],
    ['TEMPER_BOOTSTRAP_KEY', 'tk_short_secret'],
    ['TEMPER_DEVICE', 'CPU 0'],
    ['TEMPER_DEVICE', 'tpu'],
    ['TEMPER_TRAINERS', '0'],
    ['TEMPER_THREADS', 'all'],
    ['TEMPER_ADVERTISE', '10.0.0.7:3000'],
    ['HF_ENDPOINT', 'huggingface.co'],
    ['HF_ENDPOINT', 'ftp://mirror'],
    ['HF_ENDPOINT', 'https://user:password@mirror'],
    ['HF_ENDPOINT', 'https://mirror/?token=x'],
    ['HF_TOKEN', 'hf_secret\n'],
    ['TEMPER_LOG_LEVEL', 'loud'],
  ])('names %s when it is %s', (name, value) => {
    expect(() => loadConfig({ [name]: value })).toThrow(ConfigError);
    expect(() => loadConfig({ [name]: value })).toThrow(new RegExp(`^${name}: `));
  });

  it('takes an empty variable for one that is not set', () => {
    expect(loadConfig({ TEMPER_PORT: '', HF_TOKEN: '' })).toMatchObject({ port: 3000, huggingFace: { token: null } });
  });

  it('does not repeat a token that it refuses', () => {
    expect(() => loadConfig({ HF_TOKEN: 'hf secret' })).not.toThrow(/secret/);
  });

  it.each([
    ['https://mirror/', 'https://mirror'],
    ['http://mirror:8080/hub//', 'http://mirror:8080/hub'],
  ])('takes the endpoint %s as %s', (value, endpoint) => {
    expect(loadConfig({ HF_ENDPOINT: value }).huggingFace.endpoint).toBe(endpoint);
  });

  it.each([
    ['file:/srv/objects', '/srv/objects'],
    ['file:///srv/objects', '/srv/objects'],
    ['file:objects', `${process.cwd()}/objects`],
  ])('keeps the objects of %s in %s', (value, folder) => {
    expect(loadConfig({ TEMPER_STORAGE: value }).storage).toEqual({ folder });
  });

  it('takes roles in any order, once each', () => {
    expect(loadConfig({ TEMPER_ROLES: 'server, api,api' }).roles).toEqual(['api', 'server']);
  });

  it('finds variables that look like ours and are not', () => {
    expect(unknownVariables({ TEMPER_PROT: '1', TEMPER_PORT: '1', PATH: '' })).toEqual(['TEMPER_PROT']);
  });
});
