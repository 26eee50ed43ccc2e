// Draws the API reference from the schema named by #reference[data-schema].
const place = document.getElementById("reference");
globalThis.SwaggerUIBundle({
  url: place.dataset.schema,
  domNode: place,
  deepLinking: true,
  docExpansion: "none",
  validatorUrl: null,
});
