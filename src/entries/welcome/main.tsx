document.body.dataset.testid = "page";
