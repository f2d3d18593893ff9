import { bar, sparkline, table, trainingLine } from '../../../../src/bin/demo/drawing.js';
import { LiveLine } from '../../../../src/bin/demo/live-line.js';

describe('sparkline', () => {
  it('spans from the least to the greatest value', () => {
    expect(sparkline([0, 1, 2, 3, 4, 5, 6, 7], 8)).toBe('▁▂▃▄▅▆▇█');
  });

  it('averages more values than there is room for', () => {
    expect(sparkline([8, 6, 1, 1, 4, 4], 3)).toBe('█▁▅');
  });

  it('is flat for equal values and empty for none', () => {
    expect(sparkline([2, 2, 2], 10)).toBe('▁▁▁');
    expect(sparkline([], 10)).toBe('');
  });
});

describe('bar and trainingLine', () => {
  it.each([
    [0, '[··········]   0 %'],
    [0.55, '[██████····]  55 %'],
    [0.999, '[██████████]  99 %'],
    [1.2, '[██████████] 100 %'],
  ])('draws %p as %p', (share, expected) => {
    expect(bar(share, 10)).toBe(expected);
  });

  it('shows step, loss and how it came there', () => {
    const line = trainingLine({ step: 3, steps: 12, losses: [1, 0.5, 0.25] });
    expect(line).toBe('[████············]  25 %  step 3/12  loss 0.250 █▃▁');
  });

  it('shows nothing of the loss before there is one', () => {
    expect(trainingLine({ step: 0, steps: 0, losses: [] })).toBe('[················]   0 %  step 0/0');
  });
});

describe('table', () => {
  it('aligns the first column left and numbers right', () => {
    expect(
      table(
        ['model', 'F1'],
        [
          ['baseline', '0.97'],
          ['mini-en', '0.9812'],
        ],
      ),
    ).toBe(['model         F1', '────────────────', 'baseline    0.97', 'mini-en   0.9812'].join('\n'));
  });
});

describe('LiveLine', () => {
  const terminal = (isTTY: boolean) => {
    const written: string[] = [];
    return { isTTY, columns: 10, write: (text: string) => written.push(text), written };
  };

  it('overwrites itself in a terminal, cut to its width', () => {
    const tty = terminal(true);
    const line = new LiveLine(tty);
    line.draw('0123456789abc');
    line.finish('done');
    expect(tty.written).toEqual(['\r\u001b[K012345678', '\r\u001b[Kdone\n']);
  });

  it('writes only the end to a file', () => {
    const file = terminal(false);
    const line = new LiveLine(file);
    line.draw('half');
    line.finish('done');
    expect(file.written).toEqual(['done\n']);
  });
});
