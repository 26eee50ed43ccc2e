"""What we sell, at the desk."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from catalog.actions.products import change_product, create_product
from catalog.models import Product
from desk.product_forms import NewProductForm, ProductForm
from foundation.accounts.http import StaffRequest, requires
from foundation.accounts.permissions import Capability
from foundation.core.errors import DomainError
from foundation.events.pages import id_page

MAX_TEXT = 100


@require_safe
@requires(Capability.VIEW_CATALOG)
def products(request: StaffRequest) -> HttpResponse:
    """The newest products, or those with these words in their name."""
    text = request.GET.get("q", "").strip()[:MAX_TEXT]
    visible = Product.objects.visible_to(request.user)
    page = id_page(visible.named(text) if text else visible, request.GET.dict())
    return render(request, "desk/products/list.html", {"page": page, "text": text})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Capability.EDIT_CATALOG)
def new_product(request: StaffRequest) -> HttpResponse:
    """Enter a product."""
    form = NewProductForm(request.POST or None)
    if form.is_valid():
        sku = form.cleaned_data["sku"]
        try:
            create_product(sku, form.facts(), actor=request.actor, at=request.at)
        except DomainError as error:
            form.add_error(error.field, str(error))
        else:
            messages.success(request, _("Đã thêm sản phẩm."))
            return redirect("desk:products")
    return _form_page(request, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Capability.EDIT_CATALOG)
def edit_product(request: StaffRequest, pk: int) -> HttpResponse:
    """Correct what is said about a product."""
    product = get_object_or_404(Product.objects.visible_to(request.user), pk=pk)
    initial = {
        name: getattr(product, name)
        for name in ("name", "brand", "category", "is_active")
    }
    form = ProductForm(request.POST or None, initial=initial)
    if form.is_valid():
        change_product(product, form.facts(), actor=request.actor, at=request.at)
        messages.success(request, _("Đã lưu sản phẩm."))
        return redirect("desk:products")
    return _form_page(request, form, product)


def _form_page(
    request: StaffRequest, form: ProductForm, product: Product | None
) -> HttpResponse:
    context = {"form": form, "product": product}
    status = 422 if form.errors else 200
    return render(request, "desk/products/form.html", context, status=status)
