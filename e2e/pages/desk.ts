import type { Locator, Page } from '@playwright/test';

/** The words by which a person finds things on the screen, as they are written there. */
const words = {
  ar: {
    other: 'English',
    username: 'اسم المستخدم',
    password: 'كلمة المرور',
    signIn: 'دخول',
    live: 'متصل',
    report: 'بلاغ جديد',
    type: 'نوع البلاغ',
    location: 'الموقع',
    title: 'العنوان',
    send: 'إرسال البلاغ',
    alerts: 'التنبيهات',
    acknowledge: 'استلام',
    more: 'خيارات أخرى',
    patrolSent: 'أُرسلت دورية',
    undo: 'تراجع',
    cannot: 'لا أستطيع',
    shelve: 'تأجيل',
    shelveReason: 'سبب التأجيل',
    unshelve: 'إعادة الآن',
    act: 'تسجيل إجراء',
    save: 'حفظ',
    map: 'خريطة البلاغات المفتوحة',
  },
  en: {
    other: 'العربية',
    username: 'User name',
    password: 'Password',
    signIn: 'Sign in',
    live: 'Live',
    report: 'New incident',
    type: 'Incident type',
    location: 'Location',
    title: 'Title',
    send: 'Send report',
    alerts: 'Alerts',
    acknowledge: 'Acknowledge',
    more: 'More choices',
    patrolSent: 'Patrol sent',
    undo: 'Undo',
    cannot: 'I cannot',
    shelve: 'Shelve',
    shelveReason: 'Reason',
    unshelve: 'Return now',
    act: 'Record action',
    save: 'Save',
    map: 'Map of open incidents',
  },
} as const;

/** What a reporter writes into the form. */
export interface Report {
  readonly type: string;
  readonly location: string;
  readonly title: string;
}

/** Fill colours of the four severities on the map, as the palette defines them. */
const severityColours = {
  1: [251, 75, 90],
  2: [255, 162, 66],
  3: [253, 242, 144],
  4: [0, 159, 226],
} as const;

/** One person at one screen, described by what the person does and sees. */
export class Desk {
  readonly page: Page;
  readonly locale: 'ar' | 'en';
  private readonly words: (typeof words)['ar' | 'en'];

  constructor(page: Page, locale: 'ar' | 'en') {
    this.page = page;
    this.locale = locale;
    this.words = words[locale];
  }

  async switchLanguage(): Promise<void> {
    await this.page.getByRole('button', { name: words[this.locale === 'en' ? 'ar' : 'en'].other }).click();
  }

  async signIn(username: string, password: string): Promise<void> {
    await this.page.getByLabel(this.words.username).fill(username);
    await this.page.getByLabel(this.words.password, { exact: true }).fill(password);
    await this.page.getByRole('button', { name: this.words.signIn }).click();
  }

  /** The chip that says how old the picture is. */
  get phase(): Locator {
    return this.page.locator('[data-phase]').first();
  }

  /** The row of an incident on the board. */
  row(title: string): Locator {
    return this.page.getByRole('row').filter({ hasText: title });
  }

  /** The alert of an incident in the rail. */
  alert(title: string): Locator {
    return this.page
      .getByRole('region', { name: this.words.alerts })
      .getByRole('listitem')
      .filter({ hasText: title });
  }

  /** Brings the alert into sight: in a flood it stands in a group of its directorate, which is opened. */
  async findAlert(title: string, directorate: string): Promise<void> {
    const group = this.page
      .getByRole('region', { name: this.words.alerts })
      .getByRole('button', { name: directorate, expanded: false });
    await this.alert(title).or(group).first().waitFor();
    if (!(await this.alert(title).isVisible())) await group.first().click();
  }

  /** Writes a report; it is not sent yet. */
  async write(report: Report): Promise<void> {
    const form = this.form;
    if (!(await form.isVisible())) await this.page.getByRole('button', { name: this.words.report }).click();
    await form.getByLabel(this.words.type).fill(report.type);
    await this.page.getByRole('option', { name: report.type, exact: true }).click();
    const location = form.getByLabel(this.words.location);
    await location.fill(report.location);
    await location.press('Enter');
    await form.getByLabel(this.words.title).fill(report.title);
  }

  async send(): Promise<void> {
    await this.form.getByRole('button', { name: this.words.send }).click();
  }

  get form(): Locator {
    return this.page.getByRole('form', { name: this.words.report });
  }

  /** A reporter's screen shows the form first; the alerts are behind a tab. */
  async showAlerts(): Promise<void> {
    await this.page.getByRole('tab', { name: this.words.alerts }).first().click();
  }

  async acknowledge(title: string): Promise<void> {
    await this.alert(title).getByRole('button', { name: this.words.acknowledge }).click();
  }

  /** Acknowledges and says at once that a patrol is on its way. */
  async sendPatrol(title: string): Promise<void> {
    await this.chooseFor(title, this.words.patrolSent);
  }

  /** "I cannot": the alert goes to its next step at once. */
  async cannot(title: string): Promise<void> {
    await this.chooseFor(title, this.words.cannot);
  }

  private async chooseFor(title: string, choice: string): Promise<void> {
    await this.alert(title).getByRole('button', { name: this.words.more }).click();
    await this.page.getByRole('menuitem', { name: choice }).click();
  }

  /** Takes the own acknowledgement back. */
  async undo(title: string): Promise<void> {
    await this.alert(title).getByRole('button', { name: this.words.undo }).click();
  }

  async shelve(title: string, reason: string): Promise<void> {
    await this.chooseFor(title, this.words.shelve);
    const dialog = this.page.getByRole('dialog');
    await dialog.getByLabel(this.words.shelveReason).fill(reason);
    await dialog.getByRole('button', { name: this.words.shelve }).click();
  }

  async unshelve(title: string): Promise<void> {
    await this.alert(title).getByRole('button', { name: this.words.unshelve }).click();
  }

  /** Opens the incident of the alert and records what was done about it: the kind that stands chosen. */
  async act(title: string, text: string): Promise<void> {
    await this.alert(title).getByRole('button', { name: title }).click();
    await this.page.getByRole('button', { name: this.words.act }).click();
    const dialog = this.page.getByRole('dialog');
    await dialog.getByRole('textbox').fill(text);
    await dialog.getByRole('button', { name: this.words.save }).click();
  }

  /** How many incidents have no action yet, as the head of the screen says. */
  async openLoops(): Promise<number> {
    const said = await this.page.getByTestId('open-loops').locator('strong').innerText();
    return Number(/\d+/.exec(said)?.[0]);
  }

  get map(): Locator {
    return this.page.locator('.leaflet-container');
  }

  /** How many points of the map canvases have the fill colour of a severity. */
  severityPixels(severity: 1 | 2 | 3 | 4): Promise<number> {
    return this.map.evaluate((container, [red, green, blue]) => {
      let count = 0;
      for (const canvas of container.querySelectorAll('canvas')) {
        const context = canvas.getContext('2d');
        if (context === null || canvas.width === 0 || canvas.height === 0) continue;
        const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
        for (let i = 0; i < data.length; i += 4) {
          if (data[i] === red && data[i + 1] === green && data[i + 2] === blue && data[i + 3] === 255)
            count += 1;
        }
      }
      return count;
    }, severityColours[severity]);
  }
}
