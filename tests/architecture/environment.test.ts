describe('the test environment', () => {
  it('hands in the typed arrays that native add-ons check for', () => {
    expect(Buffer.from('a') instanceof Uint8Array).toBe(true);
  });
});
