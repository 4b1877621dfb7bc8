/** The bookmarklet. Runs on other people's pages: sends what the reader sees, and the address, in a new tab.
 *  A form, not fetch: a foreign page's policy lets few requests out. Where even forms are forbidden, the
 *  import page opens with the address alone. The server puts its own origin in place of the word below. */
(() => {
  const origin = "__ORIGIN__";
  const page = document;
  const form = page.createElement("form");
  form.method = "post";
  form.action = `${origin}/import/bookmarklet/`;
  form.target = "_blank";
  form.enctype = "multipart/form-data";
  form.acceptCharset = "utf-8";
  form.hidden = true;
  const fields = { address: location.href, title: page.title, html: page.documentElement.outerHTML };
  for (const [name, value] of Object.entries(fields)) {
    const field = page.createElement("textarea");
    field.name = name;
    field.value = value;
    form.append(field);
  }
  page.addEventListener(
    "securitypolicyviolation",
    (event) => {
      if (event.effectiveDirective === "form-action") open(`${origin}/import/?address=${encodeURIComponent(location.href)}`);
    },
    { once: true },
  );
  page.body.append(form);
  form.submit();
  form.remove();
})();
