// hang-ups: SIGHUP, which reloads. One that comes before it serves reloads as soon as it does: files may have been read already.

class HangUps {
  private isEarly = false;
  private reload: () => void = () => (this.isEarly = true);

  hear(): void {
    process.on('SIGHUP', () => this.reload());
  }

  heard(reload: () => void): void {
    this.reload = reload;
    if (this.isEarly) reload();
  }
}

export const hangUps = new HangUps();
