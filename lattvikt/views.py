from django.shortcuts import render


def front(request):
    return render(request, "lattvikt/front.html")


def csrf_failure(request, reason=""):
    return render(request, "403_csrf.html", status=403)
