"""Cart, coupons, pricing, checkout, orders, invoices and fulfilment."""
