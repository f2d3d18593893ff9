import { chooseEngine, type EngineStatus, preferredEngine, probeEngines } from '../../../src/ml/engine/engines.js';

const found = (name: string, device: string): EngineStatus => ({ name, device, available: true, reason: null });

describe('the engines', () => {
  it('load here, or say why they do not', async () => {
    const statuses = await probeEngines();
    expect(statuses.map(({ name }) => name)).toEqual(['onnx', 'eager-tensorflow', 'eager-cpu']);
    for (const { available, reason } of statuses) expect(reason === null).toBe(available);
    const [onnx, tensorflow, plain] = statuses;
    expect([onnx!.available, plain!.available]).toEqual([true, true]);
    if (!tensorflow!.available) expect(tensorflow!.reason).toContain('npm run setup:tensorflow');
  });

  it('are taken by what they compute on, not by what they were made for', () => {
    const onCpu = [found('onnx', 'cpu'), found('eager-tensorflow', 'cpu')];
    expect(preferredEngine('cuda', onCpu)).toBeNull();
    expect(preferredEngine('eager-tensorflow', onCpu)).toBe('eager-tensorflow');
    expect(preferredEngine('cuda', [found('eager-tensorflow', 'cuda')])).toBe('eager-tensorflow');
    expect(preferredEngine('auto', onCpu)).toBe('onnx');
  });

  it('refuse a device that no engine computes on', async () => {
    await expect(chooseEngine('webgpu', { threads: 1 })).rejects.toThrow('No engine computes on "webgpu"');
  });
});
